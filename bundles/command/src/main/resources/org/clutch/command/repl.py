def repl():
    """Read, evaluate and print in __main__, as python does on a terminal."""
    import code
    import sys

    main = sys.modules["__main__"]
    del main.repl
    sys.argv[0] = ""
    for name, prompt in ("ps1", ">>> "), ("ps2", "... "):
        if not hasattr(sys, name):
            setattr(sys, name, prompt)
    banner = f"Clutch ${project.version}, Python {sys.version.split()[0]}\nCtrl-D or exit() ends it."
    code.InteractiveConsole(vars(main), "<stdin>").interact(banner, exitmsg="")


repl()
