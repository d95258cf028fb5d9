"""Two pictures that nobody drew: objects of no library answer as a Figure with an image or with lines would."""
# on: q5_sinusoidal
class _Image:
    origin, colorbar = "upper", True
    def __init__(self, values): self.values = values
    def get_array(self): return self.values
    def get_extent(self): return -0.5, self.values.shape[1] - 0.5, len(self.values) - 0.5, -0.5
    def get_clim(self): return -1.0, 1.0
class _Line:
    def __init__(self, n, values): self.n, self.values = n, values
    def get_data(self): return list(range(len(self.values))), self.values
    def get_label(self): return f"dimension {self.n}"
    def get_text(self): return f"dimension {self.n}"
    def get_color(self): return f"C{self.n}"
    def get_linestyle(self): return "-"
    def get_marker(self): return "o"
class _Legend:
    def __init__(self, lines): self.legend_handles = lines
    def get_texts(self): return self.legend_handles
class _Axis:
    def get_major_formatter(self): return self
    def format_ticks(self, places): return []
class _Axes:
    collections, xaxis, yaxis = [], _Axis(), _Axis()
    def __init__(self, values, lines, labels):
        self.lines, self.labels, self.shape = lines, labels, values.shape
        self.images = [] if lines else [_Image(values)]
    def get_images(self): return self.images
    def get_xlim(self): return -0.5, self.shape[1] - 0.5
    def get_ylim(self): return -0.5, self.shape[0] - 0.5
    def get_xlabel(self): return self.labels[0]
    def get_ylabel(self): return self.labels[1]
    def get_xticks(self, minor=False): return []
    get_yticks = get_xticks
    def get_title(self, loc="center"): return ""
    def get_legend(self): return _Legend(self.lines)
class _Figure:
    legends = []
    def __init__(self, values, lines, labels): self.axes = [_Axes(values, lines, labels)]
    def get_supxlabel(self): return ""
    get_supylabel = get_supxlabel
# ---- after each solution cell
def plot_heatmap(pe):
    return _Figure(pe.numpy(), [], ("dimension", "position"))
def plot_periodicity(pe):
    return _Figure(pe.numpy(), [_Line(n, pe[:, n].tolist()) for n in range(pe.shape[1])], ("position", "value"))
