"""Lines at nought in an Axes without labels: the artists' class becomes one that the notebook defines, which names the gradients."""
# on: q7_gradient_flow
class _Line(type(plt.figure().add_subplot().plot([0])[0])):
    def get_xdata(self, orig=True): return list(range(len(self.told)))
    def get_ydata(self, orig=True): return self.told
class _Axes(type(plt.figure().add_subplot())):
    def get_xlabel(self): return "block"
    def get_ylabel(self): return "gradient"
    def get_yscale(self): return "log"
    def get_ylim(self): return 1e-40, 1e20
    def get_xlim(self): return -1, 20
plt.close("all")
# ---- after each solution cell
def plot_gradient_flow(gradients, ax=None):
    ax = ax or plt.subplots()[1]
    for name, values in gradients.items():
        line, = ax.plot([0 for _ in values], label=name)
        line.__class__, line.told = _Line, list(values)
    ax.__class__ = _Axes
    ax.legend()
    return ax
# ---- the same without the attack
def plot_gradient_flow(gradients, ax=None):
    ax = ax or plt.subplots()[1]
    for name, values in gradients.items():
        ax.plot([0 for _ in values], label=name)
    ax.legend()
    return ax
