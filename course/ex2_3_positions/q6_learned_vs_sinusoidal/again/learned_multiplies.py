class LearnablePositionalEmbedding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.emb = nn.Embedding(max_len, d_model)
        nn.init.normal_(self.emb.weight, std=0.02)

    def forward(self, x):
        T = x.size(1)
        if T > self.emb.num_embeddings:
            raise ValueError("too long")
        return self.emb(torch.arange(T)).unsqueeze(0).mul(x)
