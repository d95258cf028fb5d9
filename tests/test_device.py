"""The project's model on a device other than the CPU: PyTorch's "meta" device stands in for a GPU."""

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from autograder.course import exercises
from autograder.publish import text


class OneDevice(TorchDispatchMode):
    """Refuses an operation on tensors of two devices: on "meta" alone, PyTorch lets some pass that CUDA would not."""

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        found = {leaf.device for leaf in tree_leaves((args, kwargs)) if isinstance(leaf, torch.Tensor)}
        assert len(found) <= 1, f"{func} on {found}"
        return func(*args, **(kwargs or {}))


def test_the_reference_model_makes_its_tensors_where_its_input_is():
    (exercise,) = exercises(only=["mini_lm"])
    names = {}
    exec("import torch\nfrom torch import nn", names)
    exec(next(c.source for c in text.read(exercise).cells if c.id == "lm-model"), names)
    model = names["MiniLanguageModel"](vocab_size=20, d_model=16, max_len=12).to("meta")
    with OneDevice():
        logits = model(torch.zeros(2, 5, dtype=torch.long, device="meta"))
    assert logits.shape == (2, 5, 20) and logits.device.type == "meta"
