using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Predicts a property of crystals.</summary>
/// <remarks>Safe for calls from many threads; a call uses several threads within.</remarks>
public sealed class CrystalPredictor : IDisposable
{
    /// <summary>Most edges that are worked on at once: bounds the memory whatever is asked.</summary>
    private const int EdgesAtOnce = 60_000;

    private readonly CrystalPredictor? _base;
    private readonly CpuBackend _backend;
    private readonly BufferPool<Tape> _tapes;

    /// <summary>Takes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="threads">Threads, 1 or more.</param>
    public CrystalPredictor(CrystalModel model, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        foreach (var member in model.Members)
            member.Network?.Eval();
        _base = model.Base is null ? null : new CrystalPredictor(model.Base, threads);
        _backend = new CpuBackend(threads);
        _tapes = new BufferPool<Tape>(() => new Tape(_backend) { Recording = false });
    }

    /// <summary>The model.</summary>
    public CrystalModel Model { get; }

    /// <summary>Predicts for crystals whose inputs were made by the model's builder.</summary>
    /// <param name="crystals">Any number.</param>
    /// <exception cref="ArgumentException">A crystal holds an element that no network knows, or lacks descriptors.</exception>
    public CrystalEstimate[] Predict(IReadOnlyList<CrystalInput> crystals)
    {
        ArgumentNullException.ThrowIfNull(crystals);
        var under = _base is null ? [] : Array.ConvertAll(_base.Predict(crystals), answer => answer.Value);
        var values = new double[Model.Members.Count][];
        var scales = new double[crystals.Count];
        var heads = Model.Members.Count(member => HasErrorHead(member));
        for (var m = 0; m < values.Length; m++)
        {
            var member = Model.Members[m];
            var (value, scale) = Predict(member, crystals, under);
            values[m] = value;
            for (var i = 0; i < scales.Length && HasErrorHead(member); i++)
                scales[i] += scale[i] / heads;
        }

        var more = More(crystals);
        return
        [
            .. Enumerable
                .Range(0, crystals.Count)
                .Select(i => Join([.. values.Select(member => member[i])], scales[i]) with { More = more[i] }),
        ];
    }

    /// <summary>Answers of one member.</summary>
    /// <param name="member">A member of this model.</param>
    /// <param name="crystals">Any number.</param>
    /// <param name="baseValues">Answers of the base model for them; empty where no member asks for them.</param>
    /// <returns>Values, and the errors that it expects of itself (0 without such a head), in the model's unit.</returns>
    public (double[] Values, double[] Scales) Predict(
        CrystalMember member,
        IReadOnlyList<CrystalInput> crystals,
        IReadOnlyList<double> baseValues
    )
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(crystals);
        ArgumentNullException.ThrowIfNull(baseValues);
        var (values, scales) = (new double[crystals.Count], new double[crystals.Count]);
        switch (member.Kind)
        {
            case CrystalMemberKind.Line:
                return ([.. baseValues.Select(value => member.Line.Constant + (member.Line.Slope * value))], scales);
            case CrystalMemberKind.Trees:
                return (
                    Array.ConvertAll(
                        member.Trees!.Predict(CrystalFeatures.Table(crystals, member.IsOnBase ? baseValues : null)),
                        answer => (double)answer
                    ),
                    scales
                );
            case CrystalMemberKind.Process:
                return (
                    Array.ConvertAll(
                        member.Process!.Predict(CrystalFeatures.Complete(crystals, member.IsOnBase ? baseValues : null)),
                        answer => answer.Mean
                    ),
                    scales
                );
        }

        Run(
            crystals,
            (tape, batch, start) =>
            {
                var output = member.Network!.Forward(tape, batch);
                for (var i = 0; i < batch.Crystals; i++)
                    (values[start + i], scales[start + i]) = Read(member, output.Span.Slice(i * output.Extent(1), output.Extent(1)));
            }
        );
        return (values, scales);
    }

    /// <summary>Vectors of crystals within a network, pooled over their sites: after the embedding, then after each convolution.</summary>
    /// <param name="network">A network of the model with convolutions.</param>
    /// <param name="crystals">Any number.</param>
    /// <returns>For each stage (crystals × channels), row-major.</returns>
    public float[][] Vectors(CrystalNetwork network, IReadOnlyList<CrystalInput> crystals)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(crystals);
        var channels = network.Description.Channels;
        var stages = Enumerable.Range(0, network.Description.Convolutions + 1).Select(_ => new float[crystals.Count * channels]).ToArray();
        Run(
            crystals,
            (tape, batch, start) =>
            {
                var vectors = network.Vectors(tape, batch);
                for (var s = 0; s < vectors.Count; s++)
                    vectors[s].Span.CopyTo(stages[s].AsSpan(start * channels));
            }
        );
        return stages;
    }

    /// <summary>Everything that the first network, one of CGCNN, computes for one crystal on its way.</summary>
    /// <param name="crystal">A crystal whose input was made by the model's builder.</param>
    public CgcnnTrace Trace(CrystalInput crystal)
    {
        var trace = new CgcnnTrace();
        using var loan = _tapes.Borrow();
        ((CgcnnNetwork)Model.Members[0].Network!).Forward(loan.Value, new CrystalBatch([crystal]), trace);
        loan.Value.Reset();
        return trace;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _base?.Dispose();
        _backend.Dispose();
    }

    private bool HasErrorHead(CrystalMember member) =>
        !Model.IsClassifier
        && Model.MoreProperties.Count == 0
        && member.Kind == CrystalMemberKind.Hybrid
        && member.Network!.Description.Outputs == 2;

    /// <summary>Further properties of each crystal: the mean of the networks.</summary>
    private double[][] More(IReadOnlyList<CrystalInput> crystals)
    {
        var more = crystals.Select(_ => new double[Model.MoreProperties.Count]).ToArray();
        var networks = Model.MoreProperties.Count == 0 ? [] : Model.Members.Where(member => member.Network is not null).ToArray();
        foreach (var member in networks)
            Run(
                crystals,
                (tape, batch, start) =>
                {
                    var output = member.Network!.Forward(tape, batch);
                    for (var i = 0; i < batch.Crystals; i++)
                    for (var k = 0; k < more[0].Length; k++)
                        more[start + i][k] += member.MoreScales[k].Restore(output.Span[(i * output.Extent(1)) + 1 + k]) / networks.Length;
                }
            );
        return more;
    }

    private void Run(IReadOnlyList<CrystalInput> crystals, Action<Tape, CrystalBatch, int> work)
    {
        using var loan = _tapes.Borrow();
        for (int start = 0, end; start < crystals.Count; start = end)
        {
            var edges = crystals[start].Graph.Edges;
            for (end = start + 1; end < crystals.Count && (edges += crystals[end].Graph.Edges) <= EdgesAtOnce; end++)
            {
                // Counted in the condition.
            }

            work(loan.Value, new CrystalBatch([.. crystals.Skip(start).Take(end - start)]), start);
            loan.Value.Reset();
        }
    }

    private (double Value, double Scale) Read(CrystalMember member, ReadOnlySpan<float> output) =>
        Model.IsClassifier
            ? (1 / (1 + Math.Exp(output[0] - (double)output[1])), 0)
            : (member.Scale.Restore(output[0]), HasErrorHead(member) ? member.Scale.StandardDeviation * Math.Exp(output[1]) : 0);

    private CrystalEstimate Join(double[] members, double scale)
    {
        var value = members.Zip(Model.Weights, (own, weight) => own * weight).Sum();
        var spread = Math.Sqrt(members.Zip(Model.Weights, (own, weight) => weight * (own - value) * (own - value)).Sum());
        return new CrystalEstimate(value, spread, scale, members);
    }
}
