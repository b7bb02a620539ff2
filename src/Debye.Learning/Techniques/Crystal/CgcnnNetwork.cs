using Debye.Tensors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>The crystal graph convolutional network: embedding of elements, convolutions, mean over the sites, dense layers.</summary>
/// <remarks>Source: T. Xie and J. C. Grossman, Phys. Rev. Lett. 120, 145301 (2018), doi 10.1103/PhysRevLett.120.145301.</remarks>
public sealed class CgcnnNetwork : CrystalNetwork
{
    private readonly Tensor _elements;
    private readonly Linear _embedding;
    private readonly CgcnnConvolution[] _convolutions;
    private readonly Linear[] _hidden;
    private readonly Linear _output;
    private readonly Dropout _dropout;

    /// <summary>Makes a network with uniform random weights, ±1/√inputs.</summary>
    /// <param name="description">Its shape.</param>
    /// <param name="elements">(<see cref="CrystalBatch.Elements"/>, element features), row-major: what is known of each element; part of
    /// the saved model.</param>
    /// <param name="random">Source of the weights.</param>
    /// <param name="dropout">Source of dropout.</param>
    /// <exception cref="ArgumentException">The description is out of range, or the table has another size.</exception>
    public CgcnnNetwork(CrystalNetworkDescription description, ReadOnlySpan<float> elements, RandomStream random, RandomStream dropout)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(random);
        description.Validate();
        Description = description;
        var features = description.ElementFeatures;
        if (elements.Length != CrystalBatch.Elements * features)
            throw new ArgumentException(
                Invariant($"expected {CrystalBatch.Elements} × {features} numbers for the elements, got {elements.Length}"),
                nameof(elements)
            );
        _elements = RegisterBuffer("elements", new Tensor(CrystalBatch.Elements, features));
        elements.CopyTo(_elements.Span);
        _embedding = Register("embedding", Dense(features, description.Channels, random));
        _convolutions =
        [
            .. Enumerable
                .Range(0, description.Convolutions)
                .Select(i =>
                    Register(Invariant($"convolution{i}"), new CgcnnConvolution(description.Channels, description.Gaussians, random))
                ),
        ];
        _hidden =
        [
            .. Enumerable
                .Range(0, description.HiddenLayers)
                .Select(i =>
                    Register(Invariant($"hidden{i}"), Dense(i == 0 ? description.Channels : description.Hidden, description.Hidden, random))
                ),
        ];
        _output = Register("output", Dense(description.Hidden, description.Outputs, random));
        _dropout = Register("dropout", new Dropout((float)description.Dropout, dropout));
    }

    /// <inheritdoc/>
    public override CrystalNetworkDescription Description { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, CrystalBatch batch) => Forward(tape, batch, null);

    /// <summary>From graphs to outputs, with a look at what is computed on the way.</summary>
    /// <param name="tape">Records the operations.</param>
    /// <param name="batch">The crystals.</param>
    /// <param name="trace">Receives copies of what is computed on the way; null for none.</param>
    /// <returns>(crystals, outputs).</returns>
    public Tensor Forward(Tape tape, CrystalBatch batch, CgcnnTrace? trace)
    {
        ArgumentNullException.ThrowIfNull(tape);
        var pooled = Pool(tape, batch, _elements, _embedding, _convolutions, trace);
        trace?.SetPooled(pooled);
        return Head(tape, pooled, trace);
    }

    /// <summary>The part behind the pooling.</summary>
    /// <param name="tape">Records the operations.</param>
    /// <param name="x">(crystals, channels).</param>
    /// <returns>(crystals, outputs).</returns>
    public override Tensor Forward(Tape tape, Tensor x) => Head(tape, x, null);

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Vectors(Tape tape, CrystalBatch batch) =>
        Pools(tape, batch, _elements, _embedding, _convolutions, null);

    private Tensor Head(Tape tape, Tensor pooled, CgcnnTrace? trace)
    {
        var x = Functional.Apply(tape, pooled, UnaryFunction.Softplus);
        for (var i = 0; i < _hidden.Length; i++)
        {
            x = Functional.Apply(tape, _hidden[i].Forward(tape, x), UnaryFunction.Softplus);
            if (i == 0)
                x = _dropout.Forward(tape, x);
        }

        trace?.SetHidden(x);
        return _output.Forward(tape, x);
    }

    private static Linear Dense(int inputs, int outputs, RandomStream random)
    {
        var layer = new Linear(inputs, outputs, random);
        foreach (var (_, parameter) in layer.NamedParameters())
            random.FillUniform(1 / MathF.Sqrt(inputs), parameter.Span);
        return layer;
    }
}
