using Debye.Techniques.Crystal.Descriptors;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>
/// Graph and descriptors in one network: crystal graph convolutions over the sites, averaged; a dense layer over the descriptors;
/// dense layers over both. Without convolutions it works on descriptors alone.
/// </summary>
/// <remarks>
/// Elements enter as themselves (one number each, so that the embedding is learned) and by their properties, so that rare elements
/// profit from common ones. Descriptors are standardised with mean and deviation of the training part, which are part of the weights;
/// missing ones count as average.
/// </remarks>
public sealed class HybridNetwork : CrystalNetwork
{
    /// <summary>Standardised descriptors end here: some have long tails.</summary>
    private const float Limit = 4;

    /// <summary>Properties of elements weigh less than the elements themselves.</summary>
    private const float PropertyWeight = 0.5f;

    private readonly Tensor _elements;
    private readonly Tensor _mean;
    private readonly Tensor _factor;
    private readonly Linear? _embedding;
    private readonly AngleBlock? _angles;
    private readonly CgcnnConvolution[] _convolutions;
    private readonly Linear _descriptors;
    private readonly BatchNorm _norm;
    private readonly Linear[] _hidden;
    private readonly Linear _output;
    private readonly Dropout _dropout;

    /// <summary>Makes a network with random weights; its scale of descriptors is to be set by <see cref="SetScale"/> or loaded.</summary>
    /// <param name="description">Its shape.</param>
    /// <param name="random">Source of the weights.</param>
    /// <param name="dropout">Source of dropout.</param>
    /// <exception cref="ArgumentException">The description is out of range.</exception>
    public HybridNetwork(CrystalNetworkDescription description, RandomStream random, RandomStream dropout)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(random);
        description.Validate();
        Description = description;
        var (count, hidden) = (CrystalDescriptors.Names.Count, description.Hidden);
        var features = CrystalBatch.Elements + ElementDescriptors.Names.Count;
        _elements = RegisterBuffer("elements", new Tensor(CrystalBatch.Elements, features));
        ElementTable(features).CopyTo(_elements.Span);
        (_mean, _factor) = (RegisterBuffer("mean", new Tensor(count)), RegisterBuffer("factor", new Tensor(count)));
        _factor.Span.Fill(1);
        _embedding = description.Convolutions > 0 ? Register("embedding", new Linear(features, description.Channels, random)) : null;
        _angles =
            description.Convolutions > 0 && description.AngleNeighbours > 0
                ? Register("angles", new AngleBlock(description.Channels, description.Channels / 2, description.Basis, random))
                : null;
        _convolutions =
        [
            .. Enumerable
                .Range(0, description.Convolutions)
                .Select(i =>
                    Register(Invariant($"convolution{i}"), new CgcnnConvolution(description.Channels, description.Gaussians, random))
                ),
        ];
        _descriptors = Register("descriptors", new Linear(count, hidden, random));
        var joined = hidden + (description.Convolutions > 0 ? description.Channels : 0);
        _norm = Register("norm", new BatchNorm(joined));
        _hidden =
        [
            .. Enumerable
                .Range(0, description.HiddenLayers)
                .Select(i => Register(Invariant($"hidden{i}"), new Linear(i == 0 ? joined : hidden, hidden, random))),
        ];
        _output = Register("output", new Linear(hidden, description.Outputs, random));
        _dropout = Register("dropout", new Dropout((float)description.Dropout, dropout));
    }

    /// <inheritdoc/>
    public override CrystalNetworkDescription Description { get; }

    /// <summary>Takes mean and deviation of the descriptors of some crystals.</summary>
    /// <param name="crystals">Those of the training part.</param>
    public void SetScale(IReadOnlyList<CrystalInput> crystals)
    {
        ArgumentNullException.ThrowIfNull(crystals);
        for (var k = 0; k < _mean.Length; k++)
        {
            var (count, sum, squares) = (0, 0.0, 0.0);
            foreach (var crystal in crystals)
                if (crystal.Descriptors[k] is var value && !float.IsNaN(value))
                    (count, sum, squares) = (count + 1, sum + value, squares + ((double)value * value));
            var mean = count == 0 ? 0 : sum / count;
            var deviation = count == 0 ? 0 : Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)));
            _mean.Span[k] = (float)mean;
            // A number that never changes in training says nothing, whatever it is later.
            _factor.Span[k] = deviation > 1e-5 * (1 + Math.Abs(mean)) ? (float)(1 / deviation) : 0;
        }
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, CrystalBatch batch)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(batch);
        var described = Functional.Apply(tape, _descriptors.Forward(tape, Standardised(tape, batch)), UnaryFunction.Softplus);
        return Forward(
            tape,
            _embedding is null
                ? described
                : Functional.Concatenate(tape, [Pool(tape, batch, _elements, _embedding, _convolutions, null, _angles), described])
        );
    }

    /// <summary>The part behind the pooling.</summary>
    /// <param name="tape">Records the operations.</param>
    /// <param name="x">(crystals, channels and hidden).</param>
    public override Tensor Forward(Tape tape, Tensor x)
    {
        x = _norm.Forward(tape, x);
        foreach (var layer in _hidden)
            x = _dropout.Forward(tape, Functional.Apply(tape, layer.Forward(tape, x), UnaryFunction.Softplus));
        return _output.Forward(tape, x);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Vectors(Tape tape, CrystalBatch batch) =>
        _embedding is null ? [] : Pools(tape, batch, _elements, _embedding, _convolutions, null, _angles);

    private Tensor Standardised(Tape tape, CrystalBatch batch)
    {
        if (batch.Descriptors.Length != batch.Crystals * _mean.Length)
            throw new ArgumentException(
                Invariant(
                    $"expected {_mean.Length} descriptors for each of {batch.Crystals} crystals, got {batch.Descriptors.Length} numbers"
                ),
                nameof(batch)
            );
        var values = new float[batch.Descriptors.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var k = i % _mean.Length;
            var value = (batch.Descriptors[i] - _mean.Span[k]) * _factor.Span[k];
            values[i] = float.IsNaN(value) ? 0 : Math.Clamp(value, -Limit, Limit);
        }

        return tape.Input(values, batch.Crystals, _mean.Length);
    }

    private static float[] ElementTable(int features)
    {
        var table = new float[CrystalBatch.Elements * features];
        var properties = Enumerable.Range(1, CrystalBatch.Elements).Select(ElementDescriptors.Describe).ToArray();
        for (var k = 0; k < ElementDescriptors.Names.Count; k++)
        {
            var known = properties.Select(values => values[k]).Where(double.IsFinite).ToArray();
            var mean = known.Average();
            var deviation = Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
            for (var z = 0; z < properties.Length; z++)
                table[(z * features) + CrystalBatch.Elements + k] = double.IsFinite(properties[z][k])
                    ? (float)(PropertyWeight * (properties[z][k] - mean) / deviation)
                    : 0;
        }

        for (var z = 0; z < CrystalBatch.Elements; z++)
            table[(z * features) + z] = 1;
        return table;
    }
}
