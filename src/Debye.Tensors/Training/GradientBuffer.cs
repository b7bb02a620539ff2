namespace Debye.Tensors;

/// <summary>All gradients of a model side by side in memory, so that ranks can exchange them in one call.</summary>
public sealed class GradientBuffer
{
    private readonly Storage _storage;
    private readonly (string Name, Parameter Value)[] _parameters;

    /// <summary>Moves the gradients of the parameters into one buffer, in order.</summary>
    /// <param name="parameters">Whose gradients; make the buffer before the first backward pass.</param>
    public GradientBuffer(IEnumerable<(string Name, Parameter Value)> parameters)
    {
        _parameters = [.. parameters];
        _storage = new Storage(_parameters.Sum(p => p.Value.Length));
        var at = 0;
        foreach (var (_, parameter) in _parameters)
        {
            parameter.SetGradient(_storage, at);
            at += parameter.Length;
        }
    }

    /// <summary>All gradients; those that a pass has not touched are zero. Writing here sets the gradients.</summary>
    public Span<float> Span
    {
        get
        {
            foreach (var (_, parameter) in _parameters)
            {
                _ = parameter.Gradient;
                parameter.MarkGradient();
            }

            return _storage.Span;
        }
    }
}
