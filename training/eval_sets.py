"""Run from the repository's root: python -m training.eval_sets --eval <eval folder> --out <folder outside it>"""

from .crosslens_training.eval_sets import main

if __name__ == "__main__":
    main()
