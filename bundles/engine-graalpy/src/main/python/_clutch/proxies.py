"""Objects that live in another interpreter, or are to be used from others: concurrent.interpreters.share()."""

import builtins

import _clutch
from _clutch import calling, crossing, sharing
from _clutch.crossing import NATIVE, OBJECT, decode, encode
from _clutch.sharing import Proxy, operand

host = _clutch.objects

reference_of = Proxy._reference.__get__
set_reference = Proxy._reference.__set__


def unary(name):
    def method(self):
        return operate(self, name)

    return named(method, name)


def binary(name):
    def method(self, other):
        return operate(self, name, operand(other))

    return named(method, name)


def indexed(name):
    def method(self, key, *value):
        if type(key) is slice:
            # By its bounds, which cross from confined interpreters too.
            return operate(self, f"{name} slice", operand((key.start, key.stop, key.step)), *map(operand, value))
        return operate(self, name, operand(key), *map(operand, value))

    return named(method, name)


def named(method, name):
    method.__name__ = name
    method.__qualname__ = f"SharedObjectProxy.{name}"
    return method


class SharedObjectProxy(Proxy):
    """An object that another interpreter may own; all that is done to it is done there, in the calling thread.

    Shareable itself: whoever receives it gets a proxy of the same object.  The object lives as long as a proxy of it
    anywhere.  Once the interpreter that owns it is closed, any use of the proxy raises InterpreterError.

    Arguments are copied, or cross as proxies if they cannot be copied.  Results cross as proxies, unless they are
    immutable values.  An exception is raised here as a copy; its __cause__ has the traceback from over there.
    """

    __module__ = "concurrent.interpreters"
    __slots__ = ()

    locals().update((name, unary(name)) for name in sharing.UNARY)
    locals().update((name, binary(name)) for name in sharing.BINARY)
    locals().update((name, indexed(name)) for name in sharing.INDEXED)

    def __new__(cls, obj, /):
        return wrap(reference_of(obj) if type(obj) is SharedObjectProxy else sharing.reference(obj))

    def __getattribute__(self, name):
        if name == "__class__":
            return class_of(self)
        if name in LOCAL:
            return object.__getattribute__(self, name)
        return operate(self, "__getattribute__", encode(name))

    def __setattr__(self, name, value):
        operate(self, "__setattr__", encode(name), operand(value))

    def __delattr__(self, name):
        operate(self, "__delattr__", encode(name))

    def __call__(self, /, *args, **kwargs):
        if not kwargs:
            return operate(self, "__call__", None, *map(operand, args))
        return operate(self, "__call__", encode(tuple(kwargs)), *map(operand, (*args, *kwargs.values())))

    def __pow__(self, other, modulo=None):
        if modulo is None:
            return operate(self, "__pow__", operand(other))
        return operate(self, "pow", operand(other), operand(modulo))

    def __round__(self, *ndigits):
        return operate(self, "__round__", *map(operand, ndigits))

    def __exit__(self, kind, exc, tb):
        return operate(self, "__exit__", None if exc is None else sharing.exception_operand(exc))

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'SharedObjectProxy' object: it crosses to other interpreters only")


# What is asked of the proxy and not of the object.
LOCAL = frozenset(("__reduce_ex__",))


def share(obj, /):
    """Return what stands for an object in any interpreter: a proxy, or the object itself if it is shareable.

    An object may have a __share__() method, which gives something shareable instead.
    """
    if sharing.crosses(obj):
        return obj
    for instead in sharing.own_share(obj):
        return instead
    return SharedObjectProxy(obj)


def wrap(reference):
    """Give a proxy for a reference."""
    proxy = object.__new__(SharedObjectProxy)
    set_reference(proxy, reference)
    return proxy


def class_of(proxy):
    """Give what isinstance() sees: the class of the object if it is builtin, which never asks the owner."""
    name = reference_of(proxy).className()
    return SharedObjectProxy if name is None else getattr(builtins, name)


def operate(proxy, operation, *operands):
    """Have the owner do something to the object, and give its result or raise its exception."""
    data = host.operate(reference_of(proxy), operation, *operands)
    if type(data) in NATIVE:
        return data
    if data is None:
        return None
    kind = data.kind()
    if type(kind) is int:
        return wrap(data) if kind == OBJECT else decode(data)
    raise_failure(data, kind)


def raise_failure(data, kind):
    error = None if kind == "raised" else calling.exception(data)
    copy = data.data() if kind in ("failed", "raised") else None
    if copy is not None:
        try:
            original = sharing.rebuilt(decode(copy))
        except Exception:
            # Its class is not here, or cannot be made from its arguments.
            pass
        else:
            # Nobody vouches for a confined interpreter, so it does not end a program that uses it.
            if isinstance(original, Exception) or not data.ofConfined():
                raise original from error
    raise error or calling.exception(data)


def encode_proxy(proxy):
    return reference_of(proxy)


crossing.encoders[SharedObjectProxy] = encode_proxy
crossing.SHAREABLE.add(SharedObjectProxy)
crossing.by_reference[SharedObjectProxy] = crossing.encode
