"""Kinds of test cells, each with the student's cell: what must work across the two processes as in one notebook.

Each entry: name, student's cell, test cell, and how many of the test's 4 points it must give.
"""

NUMPY: list[tuple[str, str, str, float]] = []
TORCH_AND_KERAS: list[tuple[str, str, str, float]] = []


NUMPY += [
    (
        "func",
        "def f(x):\n    return x+1",
        "assert f(2)==3",
        4.0,
    ),
    (
        "wrong",
        "def f(x):\n    return x",
        'assert f(2)==3,"expected more"',
        0.0,
    ),
    (
        "array inplace",
        "def f(a):\n    a[0]=9",
        "a=np.zeros(3); f(a); assert a[0]==9",
        4.0,
    ),
    (
        "list inplace",
        "def f(a):\n    a.append(4); a.sort()",
        "a=[3,1]; f(a); assert a==[1,3,4]",
        4.0,
    ),
    (
        "dict inplace",
        'def f(d):\n    d["k"]=[1]',
        'd={}; f(d); assert d=={"k":[1]}',
        4.0,
    ),
    (
        "set inplace",
        "def f(d):\n    d.add(1)",
        "d=set(); f(d); assert d=={1}",
        4.0,
    ),
    (
        "nested inplace",
        "def f(l):\n    l[0][0]=5",
        "a=np.zeros(2); l=[a]; f(l); assert a[0]==5",
        4.0,
    ),
    (
        "not changed",
        "def f(l):\n    return sorted(l)",
        "l=[2,1]; assert f(l)==[1,2] and l==[2,1]",
        4.0,
    ),
    (
        "class",
        "class P:\n    def __init__(self,x): self.x=x\n    def double(self): return self.x*2",
        "p=P(3); assert p.x==3 and p.double()==6 and isinstance(p,P)",
        4.0,
    ),
    (
        "subclass",
        "class A: pass\nclass B(A): pass",
        "assert isinstance(B(),A) and issubclass(B,A) and not isinstance(A(),B)",
        4.0,
    ),
    (
        "dataclass",
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x:int\n    y:int=2",
        "assert P(1)==P(1) and P(1)!=P(2) and P(1).y==2",
        4.0,
    ),
    (
        "exception",
        'class E(ValueError): pass\ndef f():\n    raise E("no")',
        'try:\n    f()\n    assert False\nexcept ValueError as e:\n    assert "no" in str(e)',
        4.0,
    ),
    (
        "own exception",
        'class E(Exception): pass\ndef f():\n    raise E("no")',
        'try:\n    f()\n    raise AssertionError("x")\nexcept E:\n    pass',
        4.0,
    ),
    (
        "builtin exc",
        'def f():\n    return {}["a"]',
        "try:\n    f()\n    raise AssertionError\nexcept KeyError:\n    pass",
        4.0,
    ),
    (
        "generator",
        "def g():\n    yield from range(5)",
        "assert list(g())==[0,1,2,3,4] and sum(g())==10",
        4.0,
    ),
    (
        "endless",
        "import itertools as it\ndef g():\n    return it.count()",
        "import itertools\nassert list(itertools.islice(g(),4))==[0,1,2,3]",
        4.0,
    ),
    (
        "callback",
        "def f(h,x):\n    return h(h(x))",
        "assert f(lambda v:v*3,2)==18",
        4.0,
    ),
    (
        "callback lib",
        "def f(h,x):\n    return h(x)",
        "assert f(np.sum,[1,2])==3",
        4.0,
    ),
    (
        "callback raises",
        "def f(h):\n    try:\n        h()\n    except ZeroDivisionError:\n        return 1",
        "assert f(lambda:1/0)==1",
        4.0,
    ),
    (
        "func returned",
        "def f(n):\n    return lambda x:x+n",
        "assert f(2)(3)==5",
        4.0,
    ),
    (
        "key",
        "def f(x):\n    return -x",
        "assert sorted([1,3,2],key=f)==[3,2,1]",
        4.0,
    ),
    (
        "print",
        'def f():\n    print("hi")',
        "import io,contextlib\n"
        "b=io.StringIO()\n"
        "with contextlib.redirect_stdout(b):\n"
        "    f()\n"
        'assert b.getvalue()=="hi\\n"',
        4.0,
    ),
    (
        "warn",
        'import warnings\ndef f():\n    warnings.warn("careful",DeprecationWarning)',
        "import warnings\n"
        "with warnings.catch_warnings(record=True) as w:\n"
        '    warnings.simplefilter("always")\n'
        "    f()\n"
        "assert len(w)==1 and w[0].category is DeprecationWarning",
        4.0,
    ),
    (
        "stderr",
        'import sys\ndef f():\n    print("x",file=sys.stderr)\n    return 1',
        "assert f()==1",
        4.0,
    ),
    (
        "seed",
        "def f():\n    return np.random.rand()",
        "np.random.seed(3)\na=f()\nnp.random.seed(3)\nassert a==f()==np.random.RandomState(3).rand()",
        4.0,
    ),
    (
        "random seed",
        "import random\ndef f():\n    return random.random()",
        "import random\nrandom.seed(1)\na=f()\nassert a==random.Random(1).random()",
        4.0,
    ),
    (
        "var",
        "value=np.arange(3)",
        "assert value.sum()==3",
        4.0,
    ),
    (
        "dict sub",
        "class D(dict): pass\ndef f():\n    return D(a=1)",
        'assert f()=={"a":1} and f()["a"]==1',
        4.0,
    ),
    (
        "lying int",
        "class I(int):\n    __eq__=lambda s,o:True\ndef f():\n    return I(4)",
        "assert f()==5",
        0.0,
    ),
    (
        "lying obj",
        "class I:\n    __eq__=lambda s,o:True\ndef f():\n    return I()",
        "assert f()==5",
        0.0,
    ),
    (
        "namedtuple",
        'from collections import namedtuple\nP=namedtuple("P","x y")\ndef f():\n    return P(1,2)',
        "assert f()==(1,2)",
        4.0,
    ),
    (
        "counter",
        "from collections import Counter\ndef f(s):\n    return Counter(s)",
        'assert f("aab")=={"a":2,"b":1}',
        4.0,
    ),
    (
        "enum",
        "import enum\nclass C(enum.Enum):\n    A=1\n    B=2",
        'assert C.A.value==1 and C.A==C.A and C.A!=C.B and [c.name for c in C]==["A","B"]',
        4.0,
    ),
    (
        "len contains",
        "class B:\n"
        "    def __len__(self): return 3\n"
        "    def __contains__(self,x): return x in (1,2,3)\n"
        "    def __iter__(self): return iter([1,2,3])\n"
        "    def __getitem__(self,i): return i*2\n"
        "def f():\n"
        "    return B()",
        "b=f(); assert len(b)==3 and 1 in b and 4 not in b and b[4]==8",
        4.0,
    ),
    (
        "add",
        "class V:\n"
        "    def __init__(s,x): s.x=x\n"
        "    def __add__(s,o): return V(s.x+o.x)\n"
        "    def __eq__(s,o): return s.x==o.x",
        "assert (V(1)+V(2)).x==3 and V(1)+V(2)==V(3)",
        4.0,
    ),
    (
        "property",
        "class V:\n"
        "    @property\n"
        "    def p(s): return 7\n"
        "    @classmethod\n"
        "    def make(c): return c()\n"
        "    @staticmethod\n"
        "    def st(): return 1",
        "assert V().p==7 and V.make().p==7 and V.st()==1",
        4.0,
    ),
    (
        "signature",
        'def f(a,b=2,*c,d=None,**e):\n    "doc"',
        "import inspect\n"
        "s=inspect.signature(f)\n"
        'assert list(s.parameters)==["a","b","c","d","e"] and s.parameters["b"].default==2 and f.__doc__=="doc" and f.__name__=="f" and callable(f)',
        4.0,
    ),
    (
        "fstring",
        'class R:\n    def __repr__(s): return "R!"\n    __str__=__repr__\ndef f():\n    return R()',
        'assert f"{f()}"=="R!" and repr(f())=="R!"',
        4.0,
    ),
    (
        "hasattr",
        "class R:\n    x=1\ndef f():\n    return R()",
        'assert hasattr(f(),"x") and not hasattr(f(),"y")',
        4.0,
    ),
    (
        "rng arg",
        "def f(rng):\n    return rng.normal(size=2)",
        "a=np.random.default_rng(0)\nb=np.random.default_rng(0)\nassert np.array_equal(f(a),b.normal(size=2))",
        4.0,
    ),
    (
        "rng advances",
        "def f(rng):\n    return rng.normal(size=2)",
        "a=np.random.default_rng(0)\n"
        "b=np.random.default_rng(0)\n"
        "f(a); b.normal(size=2)\n"
        "assert np.array_equal(a.normal(size=2),b.normal(size=2))",
        4.0,
    ),
    (
        "with",
        "class M:\n    def __enter__(s): return 5\n    def __exit__(s,*a): pass\ndef f():\n    return M()",
        "with f() as v:\n    assert v==5",
        4.0,
    ),
    (
        "recursion",
        "def f(n):\n    return 1 if n==0 else n*f(n-1)",
        "assert f(10)==3628800",
        4.0,
    ),
    (
        "global state",
        "n=0\ndef f():\n    global n\n    n+=1\n    return n",
        "assert f()==1 and f()==2",
        4.0,
    ),
    (
        "attr set",
        "class V: pass\nv=V()",
        "v.x=3\nassert v.x==3",
        4.0,
    ),
    (
        "many calls",
        "def f(x):\n    return x",
        "assert all(f(i)==i for i in range(1000))",
        4.0,
    ),
    (
        "identity",
        "class L: pass\na=L()\nb=a\nl=[a,b]",
        "assert a is b and l[0] is l[1]",
        4.0,
    ),
    (
        "source_of",
        "def f(x):\n    return x  # here",
        'from embedding_course.checks import source_of\nassert "# here" in source_of("f")',
        4.0,
    ),
    (
        "figure",
        "import matplotlib.pyplot as plt\nplt.plot([9,9])\ndef f(t):\n    plt.plot([1,2],[3,4]); plt.title(t)",
        "from embedding_course.checks import figure_data\n"
        "assert figure_data()==[]\nf('T')\nd=figure_data()[0]\n"
        'assert d["title"]=="T" and [l.tolist() for l in d["lines"]]==[[[1,3],[2,4]]]',
        4.0,
    ),
    (
        "axes",
        'import matplotlib.pyplot as plt\nfig,ax=plt.subplots()\nax.plot([1,2],[3,4]); ax.set_title("T")',
        'assert ax.get_title()=="T" and np.array_equal(ax.lines[0].get_ydata(),[3,4])',
        4.0,
    ),
    (
        "partial",
        "def f(x):\n    return x",
        "from embedding_course.checks import partial_credit\npartial_credit(1,2,points=4)",
        2.0,
    ),
    (
        "nan",
        'def f():\n    return [float("nan"),-0.0,float("inf")]',
        'import math\na=f(); assert math.isnan(a[0]) and math.copysign(1,a[1])==-1 and a[2]==float("inf")',
        4.0,
    ),
    (
        "missing",
        "x=1",
        "assert g(1)==1",
        0.0,
    ),
    (
        "exit",
        "def f():\n    exit()",
        "f()",
        0.0,
    ),
    (
        "tuple args kw",
        "def f(*a,**k):\n    return a,k",
        'assert f(1,b=2)==((1,),{"b":2})',
        4.0,
    ),
    (
        "magic",
        "%matplotlib inline\nx=5",
        "assert x==5",
        4.0,
    ),
    (
        "sparse",
        "from scipy import sparse as sp\ndef f():\n    return sp.csr_array(np.eye(3))",
        "import scipy.sparse\nassert f().nnz==3 and f().toarray()[1,1]==1",
        4.0,
    ),
    (
        "pandas",
        'import pandas as pd\ndef f():\n    return pd.DataFrame({"a":[1,2],"b":["x","y"]})',
        'import pandas as pd\nd=f(); assert list(d.columns)==["a","b"] and d["a"].sum()==3 and d.shape==(2,2)',
        4.0,
    ),
    (
        "deepcopy",
        "class V:\n    x=1\nv=V()",
        "import copy\nassert copy.deepcopy(v).x==1",
        4.0,
    ),
    (
        "iter obj",
        "class V:\n    def __iter__(s): return iter([1,2])\nv=V()",
        "assert list(v)==[1,2] and max(v)==2 and tuple(zip(v,v))==((1,1),(2,2))",
        4.0,
    ),
    (
        "next",
        "g=iter([1,2])",
        "assert next(g)==1 and next(g)==2 and next(g,None) is None",
        4.0,
    ),
    (
        "dtype passed",
        "def f(n,dtype):\n    return np.zeros(n,dtype=dtype)",
        'assert f(2,np.float32).dtype==np.float32 and f(2,float).dtype==float and f(2,"i4").dtype==np.int32',
        4.0,
    ),
    (
        "type passed",
        "def f(x,kind):\n    return kind(x), isinstance(x,kind)",
        "assert f([1],tuple)==((1,),False)",
        4.0,
    ),
    (
        "type returned",
        "def f():\n    return int, np.float32",
        "a,b=f(); assert a is int and b is np.float32",
        4.0,
    ),
    (
        "error class passed",
        "def f(e):\n    try:\n        raise KeyError(1)\n    except e:\n        return 1",
        "assert f(KeyError)==1",
        4.0,
    ),
    (
        "structured array",
        'def f():\n    return np.array([(1,2.)],dtype=[("a","i4"),("b","f8")])',
        'assert f()["a"].tolist()==[1]',
        4.0,
    ),
    (
        "dict views",
        'def f():\n    d={"a":1}\n    return d.keys(), d.values(), d.items()',
        'k,v,i=f(); assert k=={"a"} and list(v)==[1] and i=={("a",1)} and len(k)==1',
        4.0,
    ),
    (
        "frame with an index that is not carried",
        'import pandas as pd\ndef f():\n    return pd.DataFrame({"a":[1,2]},index=pd.date_range("2020",periods=2,tz="UTC"))',
        'import pandas as pd\nassert len(f())==2 and f()["a"].tolist()==[1,2]',
        4.0,
    ),
]

TORCH_AND_KERAS += [
    (
        "tensor",
        "def f(x):\n    return x*2",
        "assert torch.equal(f(torch.ones(2)),torch.full((2,),2.))",
        4.0,
    ),
    (
        "module",
        "class N(torch.nn.Module):\n"
        "    def __init__(s):\n"
        "        super().__init__(); s.e=torch.nn.Embedding(4,3)\n"
        "    def forward(s,x): return s.e(x)\n"
        "net=N()",
        "assert isinstance(net,torch.nn.Module) and net(torch.tensor([1,2])).shape==(2,3) and net.e.weight.shape==(4,3) and sum(p.numel() for p in net.parameters())==12 and len(dict(net.named_parameters()))==1",
        4.0,
    ),
    (
        "state dict",
        "net=torch.nn.Embedding(3,2)",
        's=net.state_dict(); assert s["weight"].shape==(3,2); net.load_state_dict({"weight":torch.zeros(3,2)}); assert net.weight.abs().sum()==0',
        4.0,
    ),
    (
        "tied",
        "a=torch.nn.Linear(2,2); b=torch.nn.Linear(2,2); b.weight=a.weight",
        "assert a.weight is b.weight",
        4.0,
    ),
    (
        "backward",
        "net=torch.nn.Embedding(4,2)\ndef loss(ids):\n    return net(ids).sum()",
        "l=loss(torch.tensor([1,1])); l.backward(); assert net.weight.grad[1].tolist()==[2,2]",
        4.0,
    ),
    (
        "grad input",
        "def f(x):\n    return (x**2).sum()",
        "x=torch.tensor([1.,2.],requires_grad=True); f(x).backward(); assert x.grad.tolist()==[2,4]",
        4.0,
    ),
    (
        "manual seed",
        "def f():\n    return torch.rand(2)",
        "torch.manual_seed(1); a=f(); torch.manual_seed(1); assert torch.equal(a,torch.rand(2))",
        4.0,
    ),
    (
        "dtype",
        "def f():\n    return torch.float32, torch.Size([1,2])",
        "d,s=f(); assert d==torch.float32 and s==(1,2)",
        4.0,
    ),
    (
        "inplace tensor",
        "def f(x):\n    x.zero_()",
        "x=torch.ones(3); f(x); assert x.sum()==0",
        4.0,
    ),
    (
        "keras layer",
        "layer=keras.layers.Embedding(5,3)\nlayer.build()",
        "assert layer.output_dim==3 and np.asarray(layer(np.array([1,2]))).shape==(2,3) and layer.get_weights()[0].shape==(5,3)",
        4.0,
    ),
    (
        "keras set",
        "layer=keras.layers.Embedding(5,3)\nlayer.build()",
        "layer.set_weights([np.ones((5,3))]); assert np.asarray(layer(np.array([1]))).sum()==3",
        4.0,
    ),
    (
        "keras model",
        "model=keras.Sequential([keras.layers.Embedding(5,3),keras.layers.Flatten(),keras.layers.Dense(1)])\n"
        "model.build((None,2))",
        "assert len(model.layers)==3 and model.count_params()==15+7 and model.predict(np.zeros((2,2),int),verbose=0).shape==(2,1) and model.layers[0] is model.layers[0] and isinstance(model.layers[0],keras.layers.Embedding)",
        4.0,
    ),
    (
        "tf tensor",
        "import tensorflow as tf\ndef f(x):\n    return tf.constant(x)*2",
        "assert np.array_equal(f([1.,2.]).numpy(),[2,4])",
        4.0,
    ),
    (
        "no grad",
        "net=torch.nn.Linear(2,1)",
        "with torch.no_grad():\n    assert net(torch.ones(1,2)).shape==(1,1)",
        4.0,
    ),
    (
        "eval",
        "net=torch.nn.Dropout()",
        "net.eval(); assert net.training is False",
        4.0,
    ),
    (
        "gradient through a call that calls back",
        "def g(v):\n    return v*2\ndef f(h,x):\n    return (h(x)*x).sum()",
        "x=torch.tensor([1.,2.],requires_grad=True); f(lambda v: g(v.detach()),x).backward(); assert x.grad.tolist()==[2,4]",
        4.0,
    ),
]

NUMPY += [
    (
        "fields of a library's tuple",
        "def f(x):\n    return np.linalg.svd(x)",
        "s=f(np.diag([3.,2.])); u,d,v=s; assert np.allclose(s.S,[3,2]) and np.allclose(d,[3,2])",
        4.0,
    ),
    (
        "fraction",
        "from fractions import Fraction\ndef f():\n    return [Fraction(1,2),Fraction(1,3)]",
        "a=f(); assert a[0]==0.5 and abs(a[1]-1/3)<1e-9 and np.allclose(np.asarray(a,dtype=float),[1/2,1/3])",
        4.0,
    ),
    (
        "decimal",
        "from decimal import Decimal\ndef f():\n    return Decimal('0.5')",
        "assert f()==0.5 and float(f())==0.5",
        4.0,
    ),
    (
        "date",
        "import datetime\ndef f():\n    return datetime.date(2026,1,2)",
        "import datetime\nassert f()==datetime.date(2026,1,2) and f().year==2026",
        4.0,
    ),
    (
        "strings of any length",
        "def f():\n    return np.array(['a','bc'],dtype=np.dtypes.StringDType())",
        "assert (f()==np.array(['a','bc'])).all()",
        4.0,
    ),
    (
        "counter and defaultdict are asked for what they have not",
        "from collections import Counter,defaultdict\ndef f():\n    return Counter('aab'),defaultdict(int,a=1)",
        "c,d=f(); assert c['z']==0 and c.most_common(1)==[('a',2)] and d['z']==0 and d['a']==1",
        4.0,
    ),
    (
        "fields of a namedtuple",
        "from collections import namedtuple\nP=namedtuple('P','x y')\ndef f():\n    return P(1,2)\ndef g(p):\n    return p.x+p.y",
        "p=f(); x,y=p; assert p.x==1 and p[1]==2 and p._asdict()=={'x':1,'y':2} and (x,y)==p==(1,2) and g(p)==3 and isinstance(p,tuple)",
        4.0,
    ),
    (
        "a dict that answers for missing keys goes there and back",
        "from collections import defaultdict\ndef f():\n    return defaultdict(lambda:1,a=2)\ndef g(v):\n    return [v[w] for w in 'ab']",
        "v=f(); assert v=={'a':2} and v['zz']==1 and g(v)==[2,1] and 'q' not in v",
        4.0,
    ),
    (
        "a dict that a test changed goes back changed",
        "class V(dict):\n    pass\ndef f():\n    return V(a=2)\ndef g(v):\n    return v['b']",
        "v=f(); v['b']=5; assert g(v)==5",
        4.0,
    ),
    (
        "a dict of the student's class changed in place",
        "class V(dict):\n    pass\ndef f():\n    return V(a=2)\ndef g(v):\n    v['b']=3",
        "v=f(); g(v); assert v=={'a':2,'b':3}",
        4.0,
    ),
    (
        "methods of a dict of the student's class",
        "class V(dict):\n    size=7\n    def enc(s,t):\n        return [s[w] for w in t.split()]\ndef f():\n    return V(a=0)",
        "import copy\nv=f(); assert v.enc('a a')==[0,0] and v.size==7 and isinstance(v,V) and copy.deepcopy(v)=={'a':0} and v|{'b':1}=={'a':0,'b':1}",
        4.0,
    ),
    (
        "a list of the student's class without what it is asked for",
        "class V(list):\n    pass\ndef f():\n    return V([1])",
        "assert not hasattr(f(),'shape') and np.asarray(f()).tolist()==[1] and sorted(f())==[1]",
        4.0,
    ),
    (
        "statistics of a cache",
        "import functools\n@functools.cache\ndef f(n):\n    return n if n<2 else f(n-1)+f(n-2)",
        "assert f(30)==832040 and f.cache_info().hits>0",
        4.0,
    ),
    (
        "an error that wants other arguments",
        "def f():\n    return b'\\xff'.decode()",
        "for kind in (UnicodeDecodeError,ValueError):\n    try:\n        f()\n        raise AssertionError\n    except kind as e:\n        assert '0xff' in str(e)",
        4.0,
    ),
    (
        "arguments of an error",
        "def f():\n    raise KeyError('k')\ndef g():\n    raise ValueError('a',3)",
        "try:\n    f()\n    assert 0\nexcept KeyError as e:\n    assert e.args==('k',)\ntry:\n    g()\n    assert 0\nexcept ValueError as e:\n    assert e.args==('a',3)",
        4.0,
    ),
    (
        "an error of a library",
        "import numpy.linalg as l\ndef f():\n    return l.inv(np.zeros((2,2)))",
        "try:\n    f()\n    raise AssertionError\nexcept np.linalg.LinAlgError as e:\n    assert 'ingular' in str(e)",
        4.0,
    ),
]

TORCH_AND_KERAS += [
    (
        "fields of a tuple of tensors, sizes and the order of a state",
        "net=torch.nn.Linear(2,1)\ndef f(x):\n    return x.max(dim=1)\ndef g(x):\n    return x.shape",
        "m=f(torch.tensor([[1.,3.]])); assert m.values.tolist()==[3] and m.indices.tolist()==[1] and m[0].tolist()==[3]\n"
        "s=g(torch.ones(2,3)); assert s==(2,3) and isinstance(s,torch.Size) and s.numel()==6\n"
        "assert list(net.state_dict())==['weight','bias']; net.load_state_dict(net.state_dict())",
        4.0,
    ),
    (
        "kinds of tensors that are not carried, or only as numbers",
        "import tensorflow as tf\ndef f():\n    return torch.ones(2,dtype=torch.complex64).conj(),torch.zeros(2,device='meta'),tf.constant('abc'),torch.complex128,tf.constant([1.5],tf.bfloat16)",
        "c,m,s,d,b=f(); assert c.sum()==2 and m.shape==(2,) and s.numpy()==b'abc' and float(b[0])==1.5",
        4.0,
    ),
]

NUMPY += [
    (
        "an object that grows",
        "class V:\n    def __init__(s): s.w=[]\n    def add(s,w): s.w.append(w)\n    def __len__(s): return len(s.w)\n    def __iter__(s): return iter(s.w)",
        "v=V(); assert len(v)==0 and list(v)==[]; v.add('a'); assert list(v)==['a'] and len(v)==1 and 'a' in v",
        4.0,
    ),
    (
        "an iterator at its end",
        "def f():\n    yield from [1,2]",
        "g=f(); assert list(g)==[1,2] and list(g)==[] and 3 not in f() and 2 in f()",
        4.0,
    ),
]

NUMPY += [
    (
        "the family of an exception",
        "class A(ValueError): pass\nclass B(A): pass\nclass C(KeyError,ValueError): pass\ndef f(x):\n    raise B('b') if x else C('c')",
        "for x,kinds in ((1,(A,B,ValueError)),(0,(C,KeyError,ValueError,LookupError))):\n"
        "    for kind in kinds:\n"
        "        try:\n            f(x)\n            raise AssertionError\n        except kind:\n            pass\n"
        "assert issubclass(B,A) and not issubclass(A,B)",
        4.0,
    ),
    (
        "an exception of an own class below one of a library",
        "class E(np.linalg.LinAlgError): pass\ndef f():\n    raise E('no')",
        "for kind in (E,np.linalg.LinAlgError,ValueError):\n    try:\n        f()\n        raise AssertionError\n    except kind:\n        pass",
        4.0,
    ),
    (
        "an exception with another constructor",
        "import subprocess\nclass W(ValueError):\n    def __init__(s,word,place): super().__init__(f'{word} at {place}')\ndef f(x):\n    raise subprocess.CalledProcessError(3,'ls') if x else W('a',2)",
        "import subprocess\ntry:\n    f(1)\n    raise AssertionError\nexcept subprocess.CalledProcessError:\n    pass\n"
        "try:\n    f(0)\n    raise AssertionError\nexcept W as e:\n    assert str(e)=='a at 2'",
        4.0,
    ),
]

NUMPY += [
    (
        "a dict of the student's class that grows by its method",
        "class V(dict):\n    def add(s,w): s.setdefault(w,len(s))\ndef make(): return V()\ndef size(v): return len(v)",
        "v=make(); v.add('a'); v.add('b'); assert len(v)==2 and v=={'a':0,'b':1} and size(v)==2",
        4.0,
    ),
    (
        "a dict of the student's class keeps its methods when the test changes it",
        "class V(dict):\n    def twice(s,w): return 2*s[w]\ndef make(): return V()\ndef twice(v,w): return v.twice(w)",
        "v=make(); v['a']=3; assert twice(v,'a')==6 and v.twice('a')==6; del v['a']; assert len(v)==0 and v=={}",
        4.0,
    ),
    (
        "what the student's code changed meanwhile stays changed",
        "class V(dict): pass\nv=V()\ndef add(w): v[w]=1\ndef size(v): return len(v)",
        "add('a'); assert size(v)==1",
        4.0,
    ),
    (
        "lists and sets of the student's class that grow by their methods",
        "from collections import OrderedDict\n"
        "class L(list):\n    def twice(s,x): s+=[x,x]\nclass S(set):\n    def both(s,*x): s.update(x)\n"
        "class O(OrderedDict):\n    def first(s,w):\n        s[w]=1; s.move_to_end(w,last=False)\n"
        "def make(): return L(),S(),O()\ndef order(o): return list(o)",
        "l,s,o=make(); l.twice(1); s.both(1,2); o.first('a'); o.first('b'); o['c']=3\n"
        "assert l==[1,1] and s=={1,2} and list(o)==['b','a','c']==order(o)",
        4.0,
    ),
]

NUMPY += [
    (
        "what is changed within a tuple",
        "def f(t):\n    t[0][0]=9; t[1][1].append(3)\ndef g(l):\n    l[0]=(3,4)",
        "a,l=np.zeros(2),[1]; t=(a,(1,l)); f(t); assert a[0]==9 and l==[1,3] and t[0] is a; l=[(1,2)]; g(l); assert l==[(3,4)]",
        4.0,
    ),
    (
        "an array passed twice",
        "def f(t):\n    t[0][0]=9",
        "a=np.zeros(2); f((a,a)); assert a.tolist()==[9,0]",
        4.0,
    ),
    (
        "an array that cannot be written to",
        "def f(a):\n    a[0]=9\ndef g():\n    return np.broadcast_to(1.,(3,))",
        "a=np.zeros(2); a.flags.writeable=False\ntry:\n    f(a)\n    assert 0\nexcept ValueError:\n    pass\nassert a[0]==0 and not g().flags.writeable",
        4.0,
    ),
]

TORCH_AND_KERAS += [
    (
        "a plain tensor with gradients is no parameter",
        "w=torch.ones(2,requires_grad=True)\ndef f():\n    return (w**2).sum()",
        "assert type(w) is torch.Tensor and w.requires_grad and w.is_leaf and not isinstance(w,torch.nn.Parameter)\n"
        "f().backward(); assert w.grad.tolist()==[2,2]",
        4.0,
    ),
    (
        "frozen parameters keep what they are",
        "a=torch.nn.Linear(2,2); b=torch.nn.Linear(2,2); b.weight=a.weight\na.requires_grad_(False)\ndef same(w):\n    return w is a.weight\ndef melt():\n    a.requires_grad_(True)",
        "assert a.weight is b.weight and isinstance(a.weight,torch.nn.Parameter) and not a.weight.requires_grad and same(a.weight)\n"
        "w=a.weight; melt(); assert a.weight is w and w.requires_grad; a(torch.ones(1,2)).sum().backward(); assert w.grad.tolist()==[[1,1],[1,1]]\n"
        "mine=torch.nn.Parameter(torch.ones(2),requires_grad=False); assert same(mine) is False",
        4.0,
    ),
]
