namespace Debye.Tensors;

/// <summary>A part of a network: it has parameters, buffers and parts of its own, and maps a tensor to a tensor.</summary>
public abstract class Module
{
    private readonly List<(string Name, Parameter Value)> _parameters = [];
    private readonly List<(string Name, Tensor Value)> _buffers = [];
    private readonly List<(string Name, Module Value)> _children = [];

    /// <summary>Whether it behaves as in training (batch moments, dropout) rather than as in use.</summary>
    public bool Training { get; private set; } = true;

    /// <summary>Parts, in order, with their names.</summary>
    public IReadOnlyList<(string Name, Module Value)> Children => _children;

    /// <summary>Computes the output.</summary>
    /// <param name="tape">Records the operations and owns the result.</param>
    /// <param name="x">Input; its shape is the module's business.</param>
    public abstract Tensor Forward(Tape tape, Tensor x);

    /// <summary>Switches this module and its parts to training or to use.</summary>
    /// <param name="training">True for training.</param>
    public void Train(bool training = true)
    {
        Training = training;
        foreach (var (_, child) in _children)
            child.Train(training);
    }

    /// <summary>Switches this module and its parts to use.</summary>
    public void Eval() => Train(training: false);

    /// <summary>All parameters, with dotted names.</summary>
    public IEnumerable<(string Name, Parameter Value)> NamedParameters() =>
        _parameters.Concat(_children.SelectMany(child => child.Value.NamedParameters().Select(p => ($"{child.Name}.{p.Name}", p.Value))));

    /// <summary>All numbers that are not trained but belong to the model (moments of batch norms), with dotted names.</summary>
    public IEnumerable<(string Name, Tensor Value)> NamedBuffers() =>
        _buffers.Concat(_children.SelectMany(child => child.Value.NamedBuffers().Select(b => ($"{child.Name}.{b.Name}", b.Value))));

    /// <summary>Parameters, then buffers: everything a saved model holds.</summary>
    public IEnumerable<(string Name, Tensor Value)> NamedTensors() =>
        NamedParameters().Select(p => (p.Name, (Tensor)p.Value)).Concat(NamedBuffers());

    /// <summary>Number of trained numbers.</summary>
    public long CountParameters() => NamedParameters().Sum(p => (long)p.Value.Length);

    /// <summary>Makes a tensor a parameter of this module.</summary>
    /// <param name="name">Without dots.</param>
    /// <param name="value">The parameter.</param>
    protected Parameter Register(string name, Parameter value)
    {
        _parameters.Add((name, value));
        return value;
    }

    /// <summary>Makes a tensor a buffer of this module.</summary>
    /// <param name="name">Without dots.</param>
    /// <param name="value">The buffer.</param>
    protected Tensor RegisterBuffer(string name, Tensor value)
    {
        _buffers.Add((name, value));
        return value;
    }

    /// <summary>Makes a module a part of this one.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Without dots.</param>
    /// <param name="value">The part.</param>
    protected T Register<T>(string name, T value)
        where T : Module
    {
        _children.Add((name, value));
        return value;
    }
}
