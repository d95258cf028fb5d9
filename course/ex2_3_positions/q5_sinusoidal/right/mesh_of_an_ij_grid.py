"""
en: All sines, then all cosines, put in order by an index list; the rotation is a sparse COO matrix made dense; the map is drawn as a transposed array on an "ij" grid, with dimensions on x.
"""


def angles(times, d_model, base):
    pairs = torch.arange((d_model + 1) // 2, dtype=torch.float64)
    return torch.outer(times, torch.pow(float(base), -2 * pairs / d_model))


def positional_encoding(max_len, d_model, base=10000.0):
    angle = angles(torch.arange(max_len, dtype=torch.float64), d_model, base)
    both = torch.cat((torch.sin(angle), torch.cos(angle)), dim=1)
    order = [index // 2 + (index % 2) * angle.shape[1] for index in range(d_model)]
    return both[:, order]


def wavelengths(d_model, base=10000.0):
    return angles(torch.ones(1, dtype=torch.float64), d_model, base).squeeze(0).reciprocal().mul(math.tau)


def relative_rotation(k, d_model, base=10000.0):
    if d_model % 2 != 0:
        raise ValueError("an odd d_model leaves a sine without its cosine")
    angle = angles(torch.tensor([k], dtype=torch.float64), d_model, base)[0]
    even = torch.arange(0, d_model, 2)
    odd = even + 1
    places = torch.stack((torch.cat((even, even, odd, odd)), torch.cat((even, odd, even, odd))))
    entries = torch.cat((angle.cos(), angle.sin(), -angle.sin(), angle.cos()))
    return torch.sparse_coo_tensor(places, entries, (d_model, d_model)).to_dense()


def plot_heatmap(pe):
    values = pe.detach().numpy()
    max_len, d_model = values.shape
    x, y = np.meshgrid(np.arange(d_model + 1) - 0.5, np.arange(max_len + 1) - 0.5, indexing="ij")
    fig, ax = plt.subplots(layout="constrained")
    mesh = ax.pcolormesh(x, y, values.T, cmap="viridis", edgecolors="none")
    plt.colorbar(mesh, ax=ax, shrink=0.8, label="PE")
    ax.set_xlabel("DIMENSION")
    ax.set_ylabel("POSITION")
    return fig


def plot_periodicity(pe):
    values = pe.detach().numpy()
    fig, ax = plt.subplots(figsize=(9, 4), layout="constrained")
    for index, wave in enumerate(values.T[:12]):
        ax.plot(wave, linestyle="--" if index % 2 else "-", label=f"dimension {index} (pair {index // 2})")
    ax.set_xlabel("POSITION")
    ax.set_ylabel("PE")
    ax.legend(bbox_to_anchor=(1.01, 1), loc="upper left", fontsize="small")
    return fig
