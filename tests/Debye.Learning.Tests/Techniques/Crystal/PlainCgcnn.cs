using Debye.Learning.Techniques.Crystal;
using Debye.Tensors;

namespace Debye.Learning.Tests.Techniques.Crystal;

/// <summary>
/// CGCNN as the paper writes it: for every edge one dense layer over (centre, neighbour, distance) put side by side. The oracle of the fast
/// one.
/// </summary>
internal sealed class PlainCgcnn
{
    private readonly CgcnnNetwork _network;
    private readonly Dictionary<string, Tensor> _own;
    private readonly (Tensor Filter, Tensor Core)[] _dense;

    /// <summary>Takes over the weights of a network, in training mode.</summary>
    public PlainCgcnn(CgcnnNetwork network)
    {
        _network = network;
        _own = network.NamedTensors().ToDictionary(pair => pair.Name, pair => pair.Value);
        _dense = [.. Enumerable.Range(0, network.Description.Convolutions).Select(i => (Half(i, core: false), Half(i, core: true)))];
    }

    /// <summary>Weights (2 channels + gaussians, channels) of the filter and the core of each convolution.</summary>
    public IReadOnlyList<(Tensor Filter, Tensor Core)> Dense => _dense;

    public Tensor Forward(Tape tape, CrystalBatch batch)
    {
        var distances = tape.Empty(batch.Edges, _network.Description.Gaussians);
        _network.Description.Basis.Expand(batch.DistancesAngstrom, distances.Span);
        var features = Graphs.Gather(tape, _own["elements"], batch.ElementOfSite);
        var sites = Functional.Linear(tape, features, _own["embedding.weight"], _own["embedding.bias"]);
        for (var i = 0; i < _dense.Length; i++)
            sites = Convolve(tape, sites, distances, batch, i);
        return _network.Forward(tape, Graphs.Mean(tape, sites, batch.CrystalOfSite));
    }

    private Tensor Convolve(Tape tape, Tensor sites, Tensor distances, CrystalBatch batch, int i)
    {
        var edges = Functional.Concatenate(
            tape,
            Graphs.Gather(tape, sites, batch.CentreOfEdge),
            Graphs.Gather(tape, sites, batch.NeighbourOfEdge),
            distances
        );
        var filter = Functional.Apply(tape, Part(_dense[i].Filter, 0), UnaryFunction.Sigmoid);
        var core = Functional.Apply(tape, Part(_dense[i].Core, 1), UnaryFunction.Softplus);
        var sums = Graphs.Sum(tape, Functional.Multiply(tape, filter, core), batch.CentreOfEdge);
        var normalised = Normalisation.Batch(
            tape,
            sums,
            _own[$"convolution{i}.sumNorm.weight"],
            _own[$"convolution{i}.sumNorm.bias"],
            1e-5f,
            out _,
            out _
        );
        return Functional.Apply(tape, Functional.Add(tape, sites, normalised), UnaryFunction.Softplus);

        Tensor Part(Tensor weight, int half)
        {
            var (bias, scale, shift) = (
                Slice($"convolution{i}.centre.bias", half),
                Slice($"convolution{i}.gateNorm.weight", half),
                Slice($"convolution{i}.gateNorm.bias", half)
            );
            return Normalisation.Batch(tape, Functional.Linear(tape, edges, weight, bias), scale, shift, 1e-5f, out _, out _);
        }
    }

    private Tensor Half(int i, bool core)
    {
        var (channels, gaussians) = (_network.Description.Channels, _network.Description.Gaussians);
        var result = new Tensor((2 * channels) + gaussians, channels) { RequiresGradient = true };
        var at = 0;
        foreach (var part in (string[])["centre", "neighbour", "edge"])
        {
            var weight = _own[$"convolution{i}.{part}.weight"];
            for (var row = 0; row < weight.Extent(0); row++, at++)
                weight.Span.Slice((((2 * row) + (core ? 1 : 0)) * channels), channels).CopyTo(result.Span[(at * channels)..]);
        }

        return result;
    }

    private Tensor Slice(string name, int half)
    {
        var whole = _own[name];
        var result = new Tensor(whole.Length / 2) { RequiresGradient = true };
        whole.Span.Slice(half * result.Length, result.Length).CopyTo(result.Span);
        return result;
    }
}
