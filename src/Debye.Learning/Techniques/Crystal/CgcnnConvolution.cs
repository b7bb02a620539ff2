using Debye.Tensors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>One graph convolution of CGCNN: every site takes up gated messages of its neighbours.</summary>
/// <remarks>
/// The dense layer over (centre, neighbour, edge) is split into three: those of centre and neighbour are applied once to
/// each site and gathered by the edges afterwards, which is the same sum with about a quarter of the multiplications.
/// </remarks>
internal sealed class CgcnnConvolution : Module
{
    private readonly Linear _centre;
    private readonly Linear _neighbour;
    private readonly Linear _edge;
    private readonly BatchNorm _gateNorm;
    private readonly BatchNorm _sumNorm;
    private readonly int _channels;

    public CgcnnConvolution(int channels, int gaussians, RandomStream random)
    {
        _channels = channels;
        _centre = Register("centre", new Linear(channels, 2 * channels, random));
        _neighbour = Register("neighbour", new Linear(channels, 2 * channels, random, bias: false));
        _edge = Register("edge", new Linear(gaussians, 2 * channels, random, bias: false));
        _gateNorm = Register("gateNorm", new BatchNorm(2 * channels));
        _sumNorm = Register("sumNorm", new BatchNorm(channels));
        // As of one dense layer: ±1/√(inputs of all three).
        foreach (var (name, parameter) in NamedParameters())
            if (!name.Contains("Norm", StringComparison.Ordinal))
                random.FillUniform(1 / MathF.Sqrt((2 * channels) + gaussians), parameter.Span);
    }

    /// <summary>Sites (sites, channels) and expanded distances to sites.</summary>
    public Tensor Forward(Tape tape, Tensor sites, BandedRows distances, CrystalBatch batch, CgcnnTrace? trace)
    {
        if (batch.Edges == 0)
            return Forward(tape, sites);
        return trace is null
            ? Forward(tape, sites, distances, batch.EdgesOfSites)
            : Update(tape, sites, StepByStep(tape, sites, distances, batch, trace));
    }

    /// <summary>Nodes (nodes, channels) of any graph with an edge or more, and features of its edges, to nodes.</summary>
    public Tensor Forward(Tape tape, Tensor nodes, BandedRows features, GraphEdges edges)
    {
        var product = new EdgeProduct(edges, features, _centre.Forward(tape, nodes), _neighbour.Forward(tape, nodes), _edge.Weight);
        return Update(tape, nodes, _gateNorm.ForwardMessages(tape, product));
    }

    /// <summary>Sites without neighbours: no messages.</summary>
    public override Tensor Forward(Tape tape, Tensor x)
    {
        var messages = tape.Empty(x.Extent(0), _channels);
        messages.Span.Clear();
        return Update(tape, x, messages);
    }

    /// <summary>The same messages in separate operations, whose results can be looked at.</summary>
    private Tensor StepByStep(Tape tape, Tensor sites, BandedRows distances, CrystalBatch batch, CgcnnTrace trace)
    {
        var features = tape.Empty(distances.Rows, distances.Columns);
        distances.CopyTo(features.Span);
        var centre = Graphs.Gather(tape, _centre.Forward(tape, sites), batch.CentreOfEdge);
        var neighbour = Graphs.Gather(tape, _neighbour.Forward(tape, sites), batch.NeighbourOfEdge);
        var linear = Functional.Add(tape, Functional.Add(tape, centre, neighbour), _edge.Forward(tape, features));
        var normalised = _gateNorm.Forward(tape, linear);
        trace.Add(linear, normalised);
        return Graphs.Sum(tape, Graphs.Gate(tape, normalised), batch.CentreOfEdge);
    }

    private Tensor Update(Tape tape, Tensor sites, Tensor messages) =>
        Functional.Apply(tape, Functional.Add(tape, sites, _sumNorm.Forward(tape, messages)), UnaryFunction.Softplus);
}
