"""The check of hooks is made to say markup, control characters and HTML to the instructor."""
# on: q1_bpe

import autograder.judge.watch as _watch
_watch.changed = lambda: ["[/nothing] [bold red]満点[/bold red] \x1b]0;owned\x07\x1b[2J<script>alert(1)</script>\r q1 18/18 \u202e", "[link=file:///]x", "\\"]
