"""Modules that other bundles offer: how they are imported, and how their members are called.

A module comes in one of two forms: Python sources, or members that run in Java, for which the host writes a source whose
functions call them. Both are executed as any module is.
"""

import _imp
import builtins
import marshal
import sys

import _frozen_importlib
import _frozen_importlib_external

import _clutch
from _clutch import crossing
from _clutch.crossing import DIRECT, FAILED, INTERRUPTED, MODULE_OBJECT, NATIVE, SHAREABLE, decode, encode, release

host = _clutch.extensions
data_host = _clutch.data

# What this interpreter has imported, by the name of the top-level module.
loaded = {}

# The folders that those with native libraries were imported from, with a slash at the end: they stay until the interpreter ends.
folders = {}


class ModuleUnloadedError(ImportError):
    """Raised when the bundle behind an imported module is gone: import it again once it is back."""

    __module__ = "clutch.extensions"


def find_spec(fullname):
    """Give the spec of a module that is offered, or of one below it."""
    top, _, below = fullname.partition(".")
    if not below:
        if fullname in folders:
            return find_in_folder(fullname, folders[fullname])
        return _frozen_importlib.ModuleSpec(fullname, loader)
    if top not in loaded or top in folders:
        return None
    path = checked_path(top, fullname)
    return None if path is None else located(_frozen_importlib.ModuleSpec(fullname, loader), loaded[top], path)


def checked_path(top, fullname):
    return loaded[top].path(fullname)


def located(spec, module, path):
    spec.origin = module.origin(path)
    spec.has_location = True
    if path.endswith("/__init__.py"):
        spec.submodule_search_locations = [spec.origin.rpartition("/")[0]]
    return spec


def find_in_folder(name, folder):
    return _frozen_importlib_external.PathFinder.find_spec(name, [folder])


def adopt_file(spec, module):
    """Let a module with native libraries be loaded as any file is."""
    folder = module.folder() + "/"
    found = find_in_folder(spec.name, folder)
    if found is None or found.loader is None:
        raise ImportError(
            f"bundle {module.bundle()} has native libraries for {spec.name!r}, but none that this interpreter can load: "
            f"their names must end in one of {', '.join(_imp.extension_suffixes())}", name=spec.name)
    for each in "loader", "origin", "submodule_search_locations", "loader_state", "has_location", "cached":
        setattr(spec, each, getattr(found, each))
    folders[spec.name] = folder
    return spec.loader.create_module(spec)


def load(name):
    """Have a module opened for this interpreter."""
    module = host.load(name)
    if getattr(module, "kind", None) is not None:
        raise failure(module, name)
    loaded[name] = module
    return module


class ExtensionLoader:
    """Loads the modules of bundles."""

    def create_module(self, spec):
        if "." not in spec.name:
            # Not before: whoever only asks for a spec imports nothing.
            module = load(spec.name)
            if module.folder() is not None:
                return adopt_file(spec, module)
            located(spec, module, module.path(spec.name))
        return None

    def exec_module(self, module):
        name = module.__spec__.name
        imported = self._imported(name)
        path = imported.path(name)
        if not path:
            module._clutch_ = Members(imported, module)
        exec(self._code(imported, path), module.__dict__)

    def _imported(self, fullname):
        top = fullname.partition(".")[0]
        if top not in loaded:
            raise ImportError(f"{fullname!r} is not imported", name=fullname)
        return loaded[top]

    def _code(self, imported, path):
        known = imported.code(path)
        if known is not None:
            return marshal.loads(known.encode("latin-1"))
        source = imported.source(path).encode("latin-1")
        code = compile(source, imported.origin(path), "exec", dont_inherit=True)
        if path:
            imported.keepCode(path, marshal.dumps(code).decode("latin-1"))
        return code

    def get_code(self, fullname):
        imported = self._imported(fullname)
        return self._code(imported, imported.path(fullname))

    def get_source(self, fullname):
        imported = self._imported(fullname)
        source = imported.source(imported.path(fullname)).encode("latin-1")
        return _frozen_importlib_external.decode_source(source)

    def get_filename(self, fullname):
        imported = self._imported(fullname)
        return imported.origin(imported.path(fullname))

    def is_package(self, fullname):
        return self._imported(fullname).path(fullname).endswith("/__init__.py")

    def get_resource_reader(self, fullname):
        if not self.is_package(fullname):
            return None
        from _clutch.resources import Reader

        return Reader(self._imported(fullname), fullname.replace(".", "/"))


loader = ExtensionLoader()


class Handle:
    """An object that lives in the module's bundle."""

    __slots__ = ("_object", "__weakref__")

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if Handle in cls.__bases__:
            # Those of a module. What Python code adds in a class below one would get lost.
            crossing.by_reference[cls] = reduced

    def __eq__(self, other):
        return isinstance(other, Handle) and self._object.same(other._object)

    def __hash__(self):
        return self._object.hash()

    def __reduce_ex__(self, protocol):
        raise stays(self)


def stays(handle):
    return TypeError(f"cannot pickle {type(handle).__qualname__!r} object: it lives in a bundle; share() makes a proxy, and a"
                     " CrossInterpreterType service of the bundle can say how it crosses")


def reduced(handle):
    """Give the form of an object that its receiver makes anew, as a service says."""
    data = crossing.checked(host.reduce(handle._object), {"not-shareable": TypeError, "value": TypeError})
    if data is None:
        raise stays(handle)
    return data


class Members:
    """What the generated source of a module calls."""

    Handle = Handle

    def __init__(self, imported, module):
        self.imported = imported
        self.module = module

    def constant(self, name):
        return decode(self.imported.constant(name))

    def construct(self, member, handle, *args):
        object.__setattr__(handle, "_object", self.called(member, None, args))

    def __call__(self, member, self_, *args):
        data = self.called(member, None if self_ is None else self_._object, args)
        if type(data) in NATIVE:
            return data
        return None if data is None else decode(data)

    def called(self, member, handle, args):
        encoded = []
        try:
            for arg in args:
                encoded.append(self.encoded(arg))
        except BaseException:
            for data in encoded:
                if hasattr(data, "release"):
                    release(data)
            raise
        data = self.imported.call(member, handle, encoded)
        if type(data) in NATIVE or data is None:
            return data
        kind = data.kind()
        if kind == FAILED or kind == INTERRUPTED or type(kind) is str:
            raise failure(data, self.module.__name__, self.module)
        return data

    def encoded(self, obj):
        """Encode an argument: what Java takes as it is, handles, collections of those, and callables by reference."""
        kind = type(obj)
        if kind in DIRECT:
            return obj
        if isinstance(obj, Handle):
            return obj._object
        if kind is list:
            return data_host.javaList([self.encoded(item) for item in obj])
        if kind is set or kind is frozenset:
            return data_host.javaSet([self.encoded(item) for item in obj])
        if kind is dict:
            return data_host.javaMap([self.encoded(key) for key in obj], [self.encoded(value) for value in obj.values()])
        if kind is tuple and any(type(item) not in SHAREABLE for item in obj):
            return data_host.javaList([self.encoded(item) for item in obj])
        if kind in SHAREABLE or kind in crossing.encoders:
            return encode(obj)
        if callable(obj):
            return self.imported.callable(obj)
        from _clutch import target

        return target.encode_for_java(obj, "argument")


def failure(data, name, module=None):
    """Give the exception for what came instead of a result."""
    kind = data.kind()
    if kind == INTERRUPTED:
        return KeyboardInterrupt()
    if type(kind) is str:
        from _clutch.errors import exception

        return exception(data)
    what, message = data.failure(), data.message()
    if what == "unloaded":
        return ModuleUnloadedError(message, name=name)
    if what == "raised":
        exc = exception_class(data.typeName(), module)(message)
        for note in data.notes():
            exc.add_note(note)
        return exc
    if what == "value":
        return ValueError(message)
    return ImportError(message, name=name)


def exception_class(name, module):
    found = getattr(module, name, None) or getattr(builtins, name, None)
    return found if isinstance(found, type) and issubclass(found, BaseException) else RuntimeError


def decode_module_object(data):
    """Give a handle of the class that its module has for it."""
    module, _, name = data.typeName().rpartition(".")
    kind = getattr(sys.modules.get(module), name, Handle)
    handle = object.__new__(kind)
    object.__setattr__(handle, "_object", data)
    return handle


crossing.decoders[MODULE_OBJECT] = decode_module_object


def drop_types(name):
    """Forget how objects of a module's types cross, of which there will be no more."""
    for each in list(crossing.by_reference):
        if each.__module__ == name and issubclass(each, Handle):
            del crossing.by_reference[each]


def forget(name, number):
    """A module's bundle is gone."""
    if name in loaded and loaded[name].number() == number:
        del loaded[name]
        drop_types(name)
        for each in below(name):
            del sys.modules[each]
        folders.pop(name, None)


def refresh(name, number):
    """A module's bundle was updated: its modules get the new names, in place."""
    if name not in loaded or loaded[name].number() != number or name in folders:
        # Native code cannot be exchanged: it stays as it is in this interpreter.
        return
    drop_types(name)
    for each in below(name):
        module = sys.modules.get(each)
        if module is not None and loaded[name].path(each) is not None:
            loader.exec_module(module)


def below(name):
    """List what is imported of a bundle's module, the module itself first."""
    return [each for each, module in list(sys.modules.items())
            if (each == name or each.startswith(f"{name}.")) and is_ours(module, folders.get(name))]


def is_ours(module, folder):
    if getattr(module, "__loader__", None) is loader:
        return True
    return folder is not None and is_in(getattr(module, "__spec__", None), folder)


def is_in(spec, folder):
    return spec is not None and isinstance(spec.origin, str) and spec.origin.startswith(folder)


host.listen(forget, refresh)
