/*
 * An extension module in C that keeps its state where C programmers like to: in statics. Every interpreter that imports it
 * has a copy of this library, so each has statics and types of its own.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <sched.h>
#include <stdint.h>

/* What this interpreter has counted. */
static long long total;
/* How many objects of the type there are in this interpreter. */
static long long alive;

typedef struct {
    PyObject_HEAD
    long long count;
} Counter;

static PyObject *counter_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Counter *self = (Counter *) type->tp_alloc(type, 0);
    if (self != NULL) {
        self->count = 0;
        alive++;
    }
    return (PyObject *) self;
}

static void counter_dealloc(PyObject *self)
{
    alive--;
    Py_TYPE(self)->tp_free(self);
}

static PyObject *counter_count(PyObject *self, PyObject *ignored)
{
    total++;
    return PyLong_FromLongLong(++((Counter *) self)->count);
}

static PyMethodDef counter_methods[] = {
    {"count", counter_count, METH_NOARGS, "Count one, and return how many this object has counted."},
    {NULL}
};

static PyTypeObject CounterType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "tally.Counter",
    .tp_doc = "Counts.",
    .tp_basicsize = sizeof(Counter),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = counter_new,
    .tp_dealloc = counter_dealloc,
    .tp_methods = counter_methods,
};

static PyObject *tally_total(PyObject *module, PyObject *ignored)
{
    return PyLong_FromLongLong(total);
}

static PyObject *tally_alive(PyObject *module, PyObject *ignored)
{
    return PyLong_FromLongLong(alive);
}

static PyObject *tally_address(PyObject *module, PyObject *args)
{
    Py_buffer items;
    if (!PyArg_ParseTuple(args, "y*", &items)) {
        return NULL;
    }
    PyObject *address = PyLong_FromVoidPtr(items.buf);
    PyBuffer_Release(&items);
    return address;
}

/* Take a writable buffer of 64-bit integers, and a range in it. */
static int take(PyObject *args, Py_buffer *items, Py_ssize_t *from, Py_ssize_t *to, long long *number)
{
    if (!PyArg_ParseTuple(args, "w*nnL", items, from, to, number)) {
        return 0;
    }
    if (*from < 0 || *to < *from || *to > items->len / (Py_ssize_t) sizeof(int64_t)) {
        PyErr_Format(PyExc_IndexError, "%zd to %zd is not in the %zd items", *from, *to,
                items->len / (Py_ssize_t) sizeof(int64_t));
        PyBuffer_Release(items);
        return 0;
    }
    return 1;
}

static PyObject *tally_add(PyObject *module, PyObject *args)
{
    Py_buffer items;
    Py_ssize_t from, to;
    long long number;
    if (!take(args, &items, &from, &to, &number)) {
        return NULL;
    }
    int64_t *all = items.buf;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t i = from; i < to; i++) {
        all[i] += number;
    }
    Py_END_ALLOW_THREADS
    total += to - from;
    PyBuffer_Release(&items);
    Py_RETURN_NONE;
}

/* It keeps the interpreter's lock, so it ends only if all who meet run at the same time. */
static PyObject *tally_meet(PyObject *module, PyObject *args)
{
    Py_buffer items;
    Py_ssize_t from, to;
    long long parties;
    if (!take(args, &items, &from, &to, &parties)) {
        return NULL;
    }
    int64_t *here = (int64_t *) items.buf + from;
    __atomic_add_fetch(here, 1, __ATOMIC_SEQ_CST);
    while (__atomic_load_n(here, __ATOMIC_SEQ_CST) < parties) {
        sched_yield();
    }
    PyBuffer_Release(&items);
    Py_RETURN_NONE;
}

static PyMethodDef tally_methods[] = {
    {"total", tally_total, METH_NOARGS, "Return how much this interpreter has counted."},
    {"alive", tally_alive, METH_NOARGS, "Return how many counters this interpreter has."},
    {"address", tally_address, METH_VARARGS, "Return where in memory the items of a buffer are."},
    {"add", tally_add, METH_VARARGS, "add(items, from, to, number): add a number to a range of 64-bit integers."},
    {"meet", tally_meet, METH_VARARGS, "meet(items, at, at, parties): wait until so many have called this."},
    {NULL}
};

static int tally_exec(PyObject *module)
{
    return PyModule_AddType(module, &CounterType);
}

static PyModuleDef_Slot tally_slots[] = {
    {Py_mod_exec, tally_exec},
    {0, NULL}
};

static struct PyModuleDef tally_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "tally",
    .m_doc = "Counts in C.",
    .m_size = 0,
    .m_methods = tally_methods,
    .m_slots = tally_slots,
};

PyMODINIT_FUNC PyInit_tally(void)
{
    return PyModuleDef_Init(&tally_module);
}
