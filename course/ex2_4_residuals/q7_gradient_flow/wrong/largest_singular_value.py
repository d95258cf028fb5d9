"""
ja: 行列の最大の特異値です。L2 ノルムは、すべての要素の二乗和の平方根です。
en: This is the largest singular value of the matrix; the L2 norm is the root of the sum of all squares.
fails: q7-gradients
"""

def record_gradients(model, x, target):
    outputs, h = [], x.detach()
    with torch.enable_grad():
        for block in model.blocks:
            h = block(h)
            outputs.append(h)
        loss = F.mse_loss(model.head(h), target)
        gradients = torch.autograd.grad(loss, outputs)
    return [torch.linalg.matrix_norm(g, 2).item() for g in gradients]
