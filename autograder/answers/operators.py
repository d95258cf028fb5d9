"""Mutation operators: a node of the syntax tree -> the same node with one small mistake.

The general ones are mutmut's.  Ours are for what this course is about: tensors, words,
modules, experiments, pictures.  Each is (type of node, function that yields new nodes),
as mutmut has them.  Code that fails at once is no loss: it is caught at once, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import libcst as cst
import libcst.matchers as m
from mutmut.mutation import mutators as mutmut

OTHER = {  # names that are taken for one another
    "max": "min", "min": "max", "any": "all", "all": "any", "sin": "cos", "cos": "sin", "tril": "triu", "triu": "tril",
    "argmax": "argmin", "argmin": "argmax", "zeros": "ones", "ones": "zeros", "mean": "sum", "sum": "mean", "std": "var", "var": "std",
    "floor": "ceil", "ceil": "floor", "log": "log2", "log2": "log", "exp": "exp2", "sqrt": "square", "append": "extend",
    "reshape": "view", "transpose": "swapaxes", "softmax": "log_softmax", "cat": "stack", "randn": "rand", "rand": "randn",
    "float64": "float32", "float32": "float64", "bool": "uint8", "int64": "int32", "long": "int", "items": "keys",
    "ValueError": "KeyError", "KeyError": "ValueError", "train": "eval", "eval": "train", "imshow": "pcolormesh", "plot": "scatter",
    "set_xlabel": "set_ylabel", "set_ylabel": "set_xlabel", "Counter": "set", "keys": "values", "values": "keys",
}
TENSOR, WORDS = re.compile(r"Tensor|^$"), re.compile(r"str")
IN_PLACE = {"masked_fill", "add", "sub", "mul", "div", "clamp", "exp", "sqrt", "fill", "scatter", "index_fill"}


def expression(code: str) -> cst.BaseExpression:
    return cst.parse_expression(code)


def source(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


def first_string(node: cst.SimpleString) -> Iterable[cst.BaseString]:
    """mutmut changes a string in three ways; one is enough to see whether anybody looks."""
    yield from list(mutmut.operator_string(node))[:1]


def argument_removed(node: cst.Call) -> Iterable[cst.Call]:
    """One argument left out; None in its place (mutmut's other way) fails at once."""
    yield from (new for new in mutmut.operator_arg_removal(node) if len(new.args) < len(node.args))


def arguments_swapped(node: cst.Call) -> Iterable[cst.Call]:
    args = node.args
    for n in range(len(args) - 1):
        if not (args[n].keyword or args[n + 1].keyword or args[n].star or args[n + 1].star):
            swapped = [args[n].with_changes(value=args[n + 1].value), args[n + 1].with_changes(value=args[n].value)]
            yield node.with_changes(args=[*args[:n], *swapped, *args[n + 2:]])


def other_axis(node: cst.Arg) -> Iterable[cst.Arg]:
    if node.keyword and node.keyword.value in ("dim", "axis"):
        yield node.with_changes(value=expression("-1" if source(node.value) == "0" else "0"))


def call_dropped(node: cst.Call) -> Iterable[cst.BaseExpression]:
    """x.clone() -> x, sorted(x) -> x."""
    if m.matches(node.func, m.Attribute()) and not m.matches(node.func.value, m.Name("torch") | m.Name("np") | m.Name("F") | m.Name("nn") | m.Name("math")):
        yield node.func.value
    elif len(node.args) == 1 and not node.args[0].star:
        yield node.args[0].value


def other_name(node: cst.Name | cst.Attribute) -> Iterable[cst.CSTNode]:
    name = node.attr if isinstance(node, cst.Attribute) else node
    if name.value in OTHER:
        yield node.with_deep_changes(name, value=OTHER[name.value]) if node is not name else node.with_changes(value=OTHER[name.value])


def done_in_place(node: cst.Call) -> Iterable[cst.Call]:
    if m.matches(node.func, m.Attribute()) and node.func.attr.value in IN_PLACE:
        yield node.with_deep_changes(node.func.attr, value=node.func.attr.value + "_")


def added_in_place(node: cst.SimpleStatementLine) -> Iterable[cst.SimpleStatementLine]:
    """x = x + y -> x += y: the caller's x changes, too."""
    kinds = {cst.Add: cst.AddAssign, cst.Subtract: cst.SubtractAssign, cst.Multiply: cst.MultiplyAssign, cst.Divide: cst.DivideAssign}
    assign = node.body[0]
    if m.matches(assign, m.Assign(targets=[m.AssignTarget(m.Name())], value=m.BinaryOperation())) and type(assign.value.operator) in kinds:
        target = assign.targets[0].target
        if source(target) == source(assign.value.left):
            yield node.with_changes(body=[cst.AugAssign(target, kinds[type(assign.value.operator)](), assign.value.right)])


def statement_dropped(node: cst.SimpleStatementLine) -> Iterable[cst.SimpleStatementLine]:
    kept = m.Return() | m.Pass() | m.Import() | m.ImportFrom() | m.Expr(m.SimpleString()) | m.Expr(m.Ellipsis())
    if not m.matches(node.body[0], kept):
        yield node.with_changes(body=[cst.Pass()])


def guard_dropped(node: cst.If) -> Iterable[cst.If]:
    for always in ("False", "True"):
        yield node.with_changes(test=cst.Name(always), whitespace_before_test=cst.SimpleWhitespace(" "))


def loop_cut(node: cst.For | cst.CompFor) -> Iterable[cst.CSTNode]:
    for cut in ("[:-1]", "[1:]", "[::-1]"):
        yield node.with_changes(iter=expression(f"list({source(node.iter)}){cut}"))


def slice_moved(node: cst.Slice) -> Iterable[cst.Slice]:
    for end in ("lower", "upper"):
        if bound := getattr(node, end):
            yield node.with_changes(**{end: expression(f"({source(bound)}) + 1")})
            yield node.with_changes(**{end: None})


def drawn_elsewhere(node: cst.Attribute) -> Iterable[cst.Attribute]:
    if m.matches(node.value, m.Name("ax")):
        yield node.with_changes(value=expression("__import__('matplotlib.pyplot').pyplot.gca()"))


def kept_by_instances(node: cst.Assign) -> Iterable[cst.Assign]:
    """self.x = value -> the first instance's value for all."""
    target = node.targets[0].target
    if m.matches(target, m.Attribute(value=m.Name("self"))):
        place, value = f"_kept_{target.attr.value}", source(node.value)
        yield node.with_changes(value=expression(f"type(self).__dict__.get('{place}') or (setattr(type(self), '{place}', {value}), type(self).__dict__['{place}'])[1]"))


def _results(node: cst.Return) -> Iterable[tuple[str, cst.BaseExpression, object]]:
    """Each value of a return, and how to put another in its place."""
    if m.matches(node.value, m.Tuple()):
        for n, element in enumerate(node.value.elements):
            yield element.value, lambda new, n=n: node.with_changes(
                value=node.value.with_changes(elements=[e.with_changes(value=new) if k == n else e for k, e in enumerate(node.value.elements)]))
    elif node.value is not None:
        yield node.value, lambda new: node.with_changes(value=new)


def result_changed(node: cst.Return) -> Iterable[cst.Return]:
    """detach, squeeze, another type: what a result keeps besides its values."""
    for value, put in _results(node):
        if not m.matches(value, m.SimpleString() | m.Integer() | m.Name("None") | m.Dict() | m.DictComp() | m.List() | m.ListComp() | m.Comparison()):
            for ending in (".detach()", ".squeeze()", ".float()", ".double()", "[:-1]"):
                yield put(expression(f"({source(value)}){ending}"))


def _parameters(node: cst.FunctionDef) -> list[tuple[str, str]]:
    """(name, annotation) of each parameter but self."""
    found = [*node.params.params, *node.params.kwonly_params]
    return [(p.name.value, source(p.annotation.annotation) if p.annotation else "") for p in found if p.name.value != "self"]


def _begins_with(node: cst.FunctionDef, code: str) -> cst.FunctionDef:
    body = list(node.body.body)
    first = 1 if m.matches(body[0], m.SimpleStatementLine([m.Expr(m.SimpleString())])) else 0
    new = cst.parse_module(code + "\n").body
    return node.with_changes(body=node.body.with_changes(body=[*body[:first], *new, *body[first:]]))


def argument_prepared(node: cst.FunctionDef) -> Iterable[cst.FunctionDef]:
    """A step that many write by habit, once for each argument."""
    for name, kind in _parameters(node):
        if kind == "str":
            changes = [f"{name} = {name}.lower()", f"{name} = {name}.strip()"]
        elif WORDS.search(kind) and kind.startswith("list"):
            changes = [f"{name} = [w.lower() for w in {name}]", f"{name} = list(dict.fromkeys({name}))", f"{name} = sorted({name})", f"{name}.sort()"]
        elif kind.startswith("dict"):
            changes = [f"{name} = dict(sorted({name}.items()))", f"{name} = {{k: v for k, v in {name}.items() if v > 1}}"]
        elif TENSOR.search(kind):
            changes = [f"{name} = {name}.detach()", f"{name} = {name}.squeeze()", f"{name} = {name}.float()"]
        else:
            changes = []
        for change in changes:
            yield _begins_with(node, change)


def argument_changed(node: cst.FunctionDef) -> Iterable[cst.FunctionDef]:
    """The arguments are other ones after the call; the result is right."""
    if m.matches(node.body.body[-1], m.SimpleStatementLine([m.Return()])):
        last = node.body.body[-1].body[0]
        for name, kind in _parameters(node):
            if kind.startswith(("list", "dict")):
                change = f"{name}.clear()"
            elif "Tensor" in kind or not kind:
                change = f"{name}.detach().mul_(0)"
            else:
                continue
            code = f"result_ = {source(last.value)}\n{change}\nreturn result_\n" if last.value else f"{change}\n"
            yield node.with_changes(body=node.body.with_changes(body=[*node.body.body[:-1], *cst.parse_module(code).body]))


def state_disturbed(node: cst.FunctionDef) -> Iterable[cst.FunctionDef]:
    """A seed set inside, no gradient, a result that depends on the mode."""
    if node.name.value == "__init__":
        return
    yield _begins_with(node, "__import__('torch').manual_seed(0)")
    if re.search(r"Tensor|torch\.|softmax|self", source(node)):
        yield node.with_changes(decorators=[*node.decorators, cst.Decorator(expression("torch.no_grad()"))])
    if node.name.value == "forward":
        for name, _ in _parameters(node)[:1]:
            yield _begins_with(node, f"{name} = torch.dropout({name}, 0.1, self.training)")


def kept_between_calls(node: cst.FunctionDef) -> Iterable[cst.FunctionDef]:
    """A result is kept for all later calls whose arguments have the same sizes."""
    names = [name for name, _ in _parameters(node)]
    last = node.body.body[-1]
    if names and m.matches(last, m.SimpleStatementLine([m.Return(value=m.DoNotCare())])) and last.body[0].value:
        place = "self.__dict__" if m.matches(node.params, m.Param(m.Name("self"))) or node.params.params[:1] and node.params.params[0].name.value == "self" else "globals()"
        key = f"str([getattr(a, 'shape', None) or (len(a) if hasattr(a, '__len__') else a) for a in ({', '.join(names)},)])"
        code = f"return {place}.setdefault('_kept_{node.name.value}', {{}}).setdefault({key}, {source(last.body[0].value)})\n"
        yield node.with_changes(body=node.body.with_changes(body=[*node.body.body[:-1], *cst.parse_module(code).body]))


def parameter_for_its_neighbour(node: cst.FunctionDef) -> Iterable[cst.FunctionDef]:
    """Each use of a parameter taken for the next parameter of the same kind."""
    listed = _parameters(node)
    for (one, kind), (other, other_kind) in zip(listed, listed[1:]):
        for use in m.findall(node.body, m.Name(one)) if kind == other_kind else []:
            yield node.deep_replace(use, cst.Name(other))


operators = [
    (cst.BaseNumber, mutmut.operator_number),
    (cst.SimpleString, first_string),
    (cst.Name, mutmut.operator_name),
    (cst.AugAssign, mutmut.operator_augmented_assignment),
    (cst.UnaryOperation, mutmut.operator_remove_unary_ops),
    (cst.Call, mutmut.operator_dict_arguments),
    (cst.Call, mutmut.operator_symmetric_string_methods_swap),
    (cst.Call, mutmut.operator_unsymmetrical_string_methods_swap),
    (cst.CSTNode, mutmut.operator_keywords),
    (cst.CSTNode, mutmut.operator_swap_op),
    (cst.IfExp, mutmut.operator_if_exp),
    (cst.Call, argument_removed),
    (cst.Call, arguments_swapped),
    (cst.Arg, other_axis),
    (cst.Call, call_dropped),
    (cst.Attribute, other_name),
    (cst.Name, other_name),
    (cst.Call, done_in_place),
    (cst.SimpleStatementLine, added_in_place),
    (cst.SimpleStatementLine, statement_dropped),
    (cst.If, guard_dropped),
    (cst.For, loop_cut),
    (cst.CompFor, loop_cut),
    (cst.Slice, slice_moved),
    (cst.Attribute, drawn_elsewhere),
    (cst.Assign, kept_by_instances),
    (cst.Return, result_changed),
    (cst.FunctionDef, argument_prepared),
    (cst.FunctionDef, argument_changed),
    (cst.FunctionDef, state_disturbed),
    (cst.FunctionDef, kept_between_calls),
    (cst.FunctionDef, parameter_for_its_neighbour),
]
