"""An exception whose message imitates the grader's, with markup, ANSI, HTML and direction marks."""
# on: q1_bpe
# ---- after each solution cell
def _raises(*a, **k):
    raise AssertionError("\x1b]0;owned\x07\x1b[2J<script>alert(1)</script><img src=x onerror=alert(1)> \u202egnp.exe [bold red]満点 / full marks[/nothing] \r\n  q1: 18/18 \x00")
for _name in NAMES:
    globals()[_name] = _raises
