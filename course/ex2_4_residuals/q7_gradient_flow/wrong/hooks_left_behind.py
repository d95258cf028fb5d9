"""
ja: フックを外していません。次の呼び出しでは、前のフックも値を加えます。
en: The hooks are not removed: at the next call the earlier ones add their values, too.
fails: q7-gradients q7-clean
"""

NORMS = []


def record_gradients(model, x, target):
    NORMS.clear()
    before = [p.grad for p in model.parameters()]
    for p in model.parameters():
        p.grad = None
    for block in model.blocks:
        block.register_full_backward_hook(lambda module, grad_in, grad_out: NORMS.append(grad_out[0].norm().item()))
    F.mse_loss(model(x), target).backward()
    for p, grad in zip(model.parameters(), before):
        p.grad = grad
    return NORMS[::-1]
