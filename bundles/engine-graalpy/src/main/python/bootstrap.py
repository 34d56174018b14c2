# Runs once in every interpreter, before anything of the user's: makes the modules of the bundle importable.
# An internal source: it has a namespace of its own, and its frames are in no traceback.


import polyglot

keep_lock = polyglot.__set_gil_locked_during_foreign_calls__


def start(modules, data, locals, boundary, process_environment, state, options):
    import marshal
    import sys

    names = frozenset(modules.modules())

    class BundleLoader:
        """Loads the Python modules of the engine's bundle, which are compiled once for all interpreters."""

        def create_module(self, spec):
            return None

        def exec_module(self, module):
            exec(self.get_code(module.__spec__.name), module.__dict__)

        def get_code(self, fullname):
            known = modules.code(fullname)
            if known is None:
                known = marshal.dumps(
                    compile(self.get_source(fullname), modules.origin(fullname), "exec", dont_inherit=True)
                ).decode("latin-1")
                modules.keepCode(fullname, known)
            # All get it in the same way, so that all have the same.
            return marshal.loads(known.encode("latin-1"))

        def get_source(self, fullname):
            return modules.source(fullname)

        def is_package(self, fullname):
            return modules.isPackage(fullname)

    class BundleFinder:
        """Finds the Python modules of the engine's bundle."""

        def find_spec(self, fullname, path=None, target=None):
            if fullname not in names:
                return extended(fullname, path, target) if fullname == "concurrent.futures" else None
            spec = ModuleSpec(fullname, loader, origin=modules.origin(fullname), is_package=modules.isPackage(fullname))
            spec.has_location = True
            return spec

        def invalidate_caches(self):
            pass

    def extended(fullname, path, target):
        """Find a module of the standard library that gets more names once it is loaded."""
        spec = _frozen_importlib_external.PathFinder.find_spec(fullname, path, target)
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            from _clutch import futures

            futures.extend(module)

        # On this one loader: all else about the module stays as it is.
        spec.loader.exec_module = exec_module
        return spec

    class ExtensionFinder:
        """Finds modules that other bundles offer, when nobody else has found any."""

        def find_spec(self, fullname, path=None, target=None):
            if not _clutch.extensions.offers(fullname.partition(".")[0]):
                return None
            from _clutch import importing

            return importing.find_spec(fullname)

        def find_distributions(self, context):
            from _clutch import metadata

            return metadata.find(context.name)

        def invalidate_caches(self):
            pass

    import _frozen_importlib
    import _frozen_importlib_external

    ModuleSpec = _frozen_importlib.ModuleSpec
    loader = BundleLoader()
    sys.meta_path.insert(0, BundleFinder())

    import _clutch
    import _sre

    # The engine makes its language of regular expressions with the first one. Later, when there are several threads, it would
    # wait for all of them with the lock held, and one of them may be at a callback that waits for the lock.
    _sre.Pattern("", 0)
    _clutch.data = data
    if options is None:
        sys._xoptions = {}
    else:
        from _clutch.options import apply

        apply(options)
    from _clutch import ending, environment, frames, restrictions, runs

    runs.install(locals)
    gate = staticmethod(enter)
    if boundary is not None:
        boundary.setUp(edge(), gate)
    frames.install()
    environment.keep_time_zone()
    if data.confined():
        from _clutch.confinement import confine

        restrictions.impose()
        confine()
    else:
        environment.record(process_environment)
        import _imp

        _imp.create_dynamic = with_copies(_imp.create_dynamic)
        if state is not None:
            restrictions.impose()
    if state is not None:
        # Before there is an interpreter, so that a spare one has it behind it; a program may do without.
        from _clutch import target

        ending.replace_exit(state)
        target.prepare_namespace()
    sys.meta_path.append(ExtensionFinder())

    def adopt(interpreters, queues, channels, synchronizers, objects, memory, extensions, streams, variables, own, path):
        """Give this interpreter its place among the others. Somebody waits: what can be done before is done above."""
        _clutch.interpreters = interpreters
        _clutch.queues = queues
        _clutch.channels = channels
        _clutch.synchronizers = synchronizers
        _clutch.objects = objects
        _clutch.memory = memory
        _clutch.extensions = extensions
        if variables is not None:
            environment.adopt(variables)
        if own:
            environment.own()
        if path is not None:
            sys.path[:0] = path
        if streams is not None:
            from _clutch.streams import install

            install(streams)

    def find(name, keep):
        """Give the host a function of _clutch.target."""
        from _clutch import target

        keep(getattr(target, name))

    return adopt, gate, find


def enter(entry, function, *args):
    """Call a function for the host, and hand over its result. Its source is internal."""
    result = function(*args)
    if result is not None:
        # This never waits for anything, and in a busy interpreter it takes a while to get the lock back.
        kept = keep_lock(True)
        try:
            entry.returned(result)
        finally:
            keep_lock(kept)


def with_copies(create_dynamic):
    """Have this interpreter load copies of its own of native modules."""

    def create_copy(spec, file=None):
        from _clutch import libraries

        libraries.prepare(spec)
        return create_dynamic(spec, file)

    create_copy.__name__ = create_copy.__qualname__ = "create_dynamic"
    return create_copy


def edge():
    """Give the frame that ends the chain of frames in what is called from outside; its source is internal."""
    import sys

    return sys._getframe()


start
