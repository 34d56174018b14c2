# Runs once in every interpreter, before anything of the user's: makes the modules of the bundle importable.
# An internal source: it has a namespace of its own, and its frames are in no traceback.


def start(modules, interpreters, queues, data, objects):
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
            if known is not None:
                return marshal.loads(known.encode("latin-1"))
            code = compile(self.get_source(fullname), modules.origin(fullname), "exec", dont_inherit=True)
            modules.keepCode(fullname, marshal.dumps(code).decode("latin-1"))
            return code

        def get_source(self, fullname):
            return modules.source(fullname)

        def is_package(self, fullname):
            return modules.isPackage(fullname)

    class BundleFinder:
        """Finds the Python modules of the engine's bundle."""

        def find_spec(self, fullname, path=None, target=None):
            if fullname not in names:
                return None
            spec = ModuleSpec(fullname, loader, origin=modules.origin(fullname), is_package=modules.isPackage(fullname))
            spec.has_location = True
            return spec

        def invalidate_caches(self):
            pass

    import _frozen_importlib

    ModuleSpec = _frozen_importlib.ModuleSpec
    loader = BundleLoader()
    sys.meta_path.insert(0, BundleFinder())

    import _clutch

    _clutch.interpreters = interpreters
    _clutch.queues = queues
    _clutch.data = data
    _clutch.objects = objects


start
