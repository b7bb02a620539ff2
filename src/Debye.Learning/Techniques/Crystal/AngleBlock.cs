using Debye.Techniques.Crystal;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>
/// Angles for a graph network: the bonds of a site become nodes of a second graph, joined by the angles between them; what they make of
/// each other is summed back to the site.
/// </summary>
/// <remarks>
/// Source of the idea: K. Choudhary, B. DeCost, npj Comput. Mater. 7, 185 (2021), doi 10.1038/s41524-021-00650-1; C. Chen, S. P. Ong, Nat.
/// Comput. Sci. 2, 718 (2022), doi 10.1038/s43588-022-00349-3.
/// </remarks>
internal sealed class AngleBlock : Module
{
    /// <summary>Of cos θ + 1, 0…2.</summary>
    private static readonly GaussianBasis s_basis = new(11, 0.2);

    private readonly Linear _centre;
    private readonly Linear _neighbour;
    private readonly Linear _distance;
    private readonly CgcnnConvolution _convolution;
    private readonly BatchNorm _norm;
    private readonly Linear _output;

    public AngleBlock(int channels, int bondChannels, GaussianBasis distances, RandomStream random)
    {
        _centre = Register("centre", new Linear(channels, bondChannels, random));
        _neighbour = Register("neighbour", new Linear(channels, bondChannels, random));
        _distance = Register("distance", new Linear(distances.Count, bondChannels, random));
        _convolution = Register("convolution", new CgcnnConvolution(bondChannels, s_basis.Count, random));
        _norm = Register("norm", new BatchNorm(bondChannels));
        _output = Register("output", new Linear(bondChannels, channels, random));
    }

    /// <summary>Sites (sites, channels) with what their angles say.</summary>
    public Tensor Forward(Tape tape, Tensor sites, AngleGraph bonds, GaussianBasis distances)
    {
        if (bonds.Pairs.Count == 0)
            return sites;
        var expanded = new float[bonds.DistancesAngstrom.Length * distances.Count];
        distances.Expand(bonds.DistancesAngstrom, expanded);
        var x = _distance.Forward(tape, tape.Input(expanded, bonds.DistancesAngstrom.Length, distances.Count));
        x = Functional.Add(tape, x, Graphs.Gather(tape, _centre.Forward(tape, sites), bonds.Centre));
        x = Functional.Add(tape, x, Graphs.Gather(tape, _neighbour.Forward(tape, sites), bonds.Neighbour));
        var (first, values) = (new int[bonds.Pairs.Count], new float[bonds.Pairs.Count * s_basis.BandWidth]);
        s_basis.ExpandBand(bonds.CosinesPlusOne, first, values);
        x = _convolution.Forward(
            tape,
            Functional.Apply(tape, x, UnaryFunction.Softplus),
            new BandedRows(s_basis.Count, s_basis.BandWidth, first, values),
            bonds.Pairs
        );
        return Functional.Add(tape, sites, _output.Forward(tape, _norm.Forward(tape, Graphs.Sum(tape, x, bonds.Centre))));
    }

    public override Tensor Forward(Tape tape, Tensor x) => x;
}
