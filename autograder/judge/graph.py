"""A graph of autograd with a piece on the other side: its outputs come ready, its gradients are asked for."""

from __future__ import annotations

import weakref

import torch


class Keep:
    """A name for something that the other side keeps; when this goes, the other side may forget it."""

    def __init__(self, peer, number):
        self.number, self._forget = number, weakref.finalize(self, peer.forgotten.append, number)


class Crossing(torch.autograd.Function):
    """A piece of graph on the other side: outputs come ready, gradients are asked for."""

    @staticmethod
    def forward(ctx, peer, keep, outputs, *inputs):
        ctx.peer, ctx.keep = peer, keep
        ctx.save_for_backward(*inputs)
        return tuple(outputs)

    @staticmethod
    def backward(ctx, *grads):
        again = torch.is_grad_enabled()  # create_graph: the gradient is itself a function of inputs and grads
        inputs = list(ctx.saved_tensors) if again else []
        retain = torch._C._autograd._get_current_graph_task_keep_graph()  # what `backward` was told
        return (None, None, None, *ctx.peer.ask("vjp", ctx.keep.number, list(grads), inputs, retain))
