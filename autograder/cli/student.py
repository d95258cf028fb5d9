"""The one verb of a student's; it needs the student installation alone."""

from autograder.cli.verbs import option, verb


@verb("before handing in: stub by stub, does it pass its visible tests? (alone: progress over the releases)",
      option("notebooks", nargs="*", metavar="NOTEBOOK", help="your notebook's file, or the name of a released one (default: all released ones)"),
      name="try", example="release/en/ex2_1_tokenization/q1_bpe.ipynb")
def tryout(args) -> int:
    from autograder.feedback.tryout import show

    return show(args.notebooks)
