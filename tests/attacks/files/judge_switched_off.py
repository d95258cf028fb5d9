"""The notebook's metadata switch the judge off, and its code bends the tests."""


CODE = """
import ast
class T(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(T())
"""


def attack(raw):
    for key in ("autograder_plan", "autograder_judge", "judge", "plan"):
        raw["metadata"][key] = "off"
    raw["metadata"]["autograder"] = {"plan": None, "judge": False}
    raw["metadata"]["autograder_trace"], raw["metadata"]["autograder_remarks"] = {}, []
    stub = next(c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("solution"))
    stub["source"] = CODE + stub["source"]
