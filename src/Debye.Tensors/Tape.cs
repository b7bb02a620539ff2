namespace Debye.Tensors;

/// <summary>
/// Records the operations of one forward pass so that <see cref="Backward"/> can run them in reverse, and lends the
/// memory of everything in between.
/// </summary>
/// <remarks>
/// A step is: make inputs, forward, loss, <see cref="Backward"/>, optimiser step, <see cref="Reset"/>. The memory
/// returned by a reset is used again by the next step, so that training settles at no new buffers at all.
/// Not safe for use by two threads at once.
/// </remarks>
/// <param name="backend">Runs the arithmetic.</param>
public sealed class Tape(Backend backend)
{
    private readonly Dictionary<int, Stack<Storage>> _free = [];
    private readonly Dictionary<int, Stack<Tensor>> _freeTensors = [];
    private readonly List<Tensor> _owned = [];
    private readonly List<(Tensor Output, Action Backward)> _nodes = [];

    /// <summary>Runs the arithmetic.</summary>
    public Backend Backend { get; } = backend;

    /// <summary>Whether operations are recorded for <see cref="Backward"/>; switch off for inference.</summary>
    public bool Recording { get; set; } = true;

    /// <summary>Makes a tensor of the given shape that lives until <see cref="Reset"/>; its elements are undefined.</summary>
    /// <param name="shape">Extents.</param>
    public Tensor Empty(params ReadOnlySpan<int> shape)
    {
        var tensor = Reuse(shape);
        _owned.Add(tensor);
        return tensor;
    }

    /// <summary>Copies numbers into a tensor that lives until <see cref="Reset"/>.</summary>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="shape">Extents; their product is the number of values.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Tensor Input(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        var tensor = Empty(shape);
        if (tensor.Length != values.Length)
            throw new ArgumentException(
                $"expected {tensor.Length} values for shape {Tensor.Describe(shape)}, got {values.Length}",
                nameof(values)
            );
        values.CopyTo(tensor.Span);
        return tensor;
    }

    /// <summary>Computes the gradient of a scalar with respect to everything it was computed from.</summary>
    /// <param name="loss">A tensor of one element made on this tape.</param>
    /// <exception cref="ArgumentException">It has more than one element.</exception>
    public void Backward(Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (loss.Length != 1)
            throw new ArgumentException($"expected a scalar, got shape {Tensor.Describe(loss.Shape)}", nameof(loss));
        Accumulate(loss, static gradient => gradient.Span[0] = 1);
        for (var i = _nodes.Count - 1; i >= 0; i--)
        {
            var (output, backward) = _nodes[i];
            if (!output.HasGradient)
                continue;
            backward();
            if (output.TakeGradient() is { } storage)
                Return(storage);
        }

        _nodes.Clear();
    }

    /// <summary>Takes back the memory of every tensor made since the last reset.</summary>
    public void Reset()
    {
        _nodes.Clear();
        foreach (var tensor in _owned)
        {
            if (tensor.TakeGradient() is { } gradient)
                Return(gradient);
            tensor.RequiresGradient = false;
            if (tensor.Length >= Storage.Large)
            {
                Return(tensor.Storage);
                continue;
            }

            if (!_freeTensors.TryGetValue(tensor.Length, out var stack))
                _freeTensors.Add(tensor.Length, stack = new Stack<Tensor>());
            stack.Push(tensor);
        }

        _owned.Clear();
    }

    /// <summary>Whether an operation on these inputs has to be recorded: where one wants a gradient, whichever it is.</summary>
    internal bool Wants(params ReadOnlySpan<Tensor?> inputs)
    {
        foreach (var input in inputs)
            if (Recording && input is { RequiresGradient: true })
                return true;
        return false;
    }

    /// <summary>Records how the gradient of an output is passed on to its inputs.</summary>
    internal void Record(Tensor output, Action backward)
    {
        output.RequiresGradient = true;
        _nodes.Add((output, backward));
    }

    /// <summary>Adds a contribution to a gradient; the writer overwrites the whole of the tensor it is given.</summary>
    internal void Accumulate(Tensor target, Action<Tensor> write)
    {
        if (!target.RequiresGradient && target.Length != 1)
            return;
        var owner = target.GradientOwner;
        if (!owner.HasGradient)
        {
            if (owner.GradientStorage is null)
                owner.SetGradient(Rent(owner.Length), 0);
            owner.MarkGradient();
            write(target.GradientTensor());
            return;
        }

        var contribution = new Tensor(Rent(target.Length), 0, target.Shape.ToArray());
        write(contribution);
        Backend.AddScaled(contribution, 1, target.GradientTensor());
        Return(contribution.Storage);
    }

    /// <summary>A tensor over the same elements with another shape; the gradient is shared.</summary>
    internal static Tensor View(Tensor source, params ReadOnlySpan<int> shape) => new(source, shape.ToArray());

    private Tensor Reuse(ReadOnlySpan<int> shape)
    {
        var length = Tensor.LengthOf(shape);
        if (!_freeTensors.TryGetValue(length, out var stack) || stack.Count == 0)
            return new Tensor(Rent(length), 0, shape.ToArray());
        var free = stack.Pop();
        return free.Shape.SequenceEqual(shape) ? free : new Tensor(free.Storage, 0, shape.ToArray());
    }

    internal Storage Rent(int length)
    {
        var roomy = Storage.Roomy(length);
        return _free.TryGetValue(roomy, out var stack) && stack.Count > 0 ? stack.Pop() : new Storage(roomy);
    }

    internal void Return(Storage storage)
    {
        if (!_free.TryGetValue(storage.Length, out var stack))
            _free.Add(storage.Length, stack = new Stack<Storage>());
        stack.Push(storage);
    }
}
