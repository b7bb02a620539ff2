using System.Collections.Immutable;
using Debye.Crystals;

namespace Debye.Techniques.Pdf;

/// <summary>The Debye scattering equation: what a cluster without a lattice scatters.</summary>
/// <remarks>
/// I(Q) = Σᵢ Σⱼ fᵢ(Q)·fⱼ(Q)·exp(−σᵢⱼ²Q²/2)·sin(Q·rᵢⱼ)/(Q·rᵢⱼ); F(Q) = Q·[I(Q)/N − ⟨f²⟩]/⟨f⟩². The form factors keep their
/// dependence on Q. Distances are gathered in bins for each pair of elements, so that the cost grows with the number of pairs plus
/// the number of bins times the number of Q. Displacements are isotropic. Ions of one element count as the first of them.
/// Source: P. Debye, Ann. Phys. 351, 809 (1915), doi 10.1002/andp.19153510606.
/// </remarks>
public sealed class DebyeScattering
{
    private const double BinAngstrom = 0.01;

    private readonly Cluster _cluster;
    private readonly PairHistogram _pairs;
    private readonly Species[] _species;
    private readonly double[] _counts;

    /// <summary>Gathers the distances of a cluster.</summary>
    /// <param name="cluster">The atoms; two nearer than 0.001 Å count as one place.</param>
    /// <param name="options">Radiation, band, resolution, displacement where the atoms give none.</param>
    /// <exception cref="ArgumentException">There is no atom, a displacement is missing, nothing is tabulated for a species, or there are
    /// too many pairs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public DebyeScattering(Cluster cluster, PdfOptions options)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_cluster, Options) = (cluster, options);
        _species = [.. cluster.Atoms.Select(atom => atom.Species).DistinctBy(species => species.Symbol)];
        foreach (var species in _species)
            PdfScattering.Power(species, options);
        _counts = [.. _species.Select(species => (double)cluster.Atoms.Count(atom => atom.Species.Symbol == species.Symbol))];
        DiameterAngstrom = Diameter(cluster);
        _pairs = new PairHistogram(DiameterAngstrom + 1, BinAngstrom, byElements: true);
        var unit = options with { ScatteringPowers = _species.ToImmutableDictionary(species => species.Symbol, _ => 1.0) };
        _pairs.Cell.LoadCluster(
            [.. cluster.Atoms.Select(atom => atom.Position)],
            [.. cluster.Atoms.Select(atom => new Site(atom.Species, default, 1, atom.UisoAngstrom2))],
            unit
        );
        if (!_pairs.TryFill(unit))
            throw new ArgumentException("The cluster has too many different displacements.", nameof(cluster));
    }

    /// <summary>The settings.</summary>
    public PdfOptions Options { get; }

    /// <summary>Diagonal of the box around the cluster, Å: no distance is longer.</summary>
    public double DiameterAngstrom { get; }

    /// <summary>Atoms whose displacement was assumed.</summary>
    public int AssumedAtoms => _pairs.AssumedSites;

    /// <summary>I(Q)/N on evenly spaced points from 0 on.</summary>
    /// <param name="qStepPerAngstrom">Step, 1/Å.</param>
    /// <param name="count">Number of points.</param>
    /// <returns>Electrons² (or fm²) for each atom.</returns>
    public double[] Intensity(double qStepPerAngstrom, int count)
    {
        var f = Reduced(qStepPerAngstrom, count);
        for (var k = 0; k < count; k++)
        {
            var q = k * qStepPerAngstrom;
            var (mean, square) = Means(q);
            f[k] = k == 0 ? Forward() : f[k] / q * mean * mean + square;
        }

        return f;
    }

    /// <summary>F(Q) on evenly spaced points from 0 on, 1/Å.</summary>
    /// <param name="qStepPerAngstrom">Step, 1/Å.</param>
    /// <param name="count">Number of points.</param>
    public double[] Reduced(double qStepPerAngstrom, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(qStepPerAngstrom);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var (result, part) = (new double[count], new double[count]);
        for (var kind = 0; kind < _pairs.Kinds; kind++)
        {
            var (first, second) = _pairs[kind].Elements;
            Array.Clear(part);
            AddKind(_pairs[kind], qStepPerAngstrom, part);
            for (var k = 0; k < count; k++)
            {
                var q = k * qStepPerAngstrom;
                var mean = Means(q).Mean;
                result[k] += part[k] * Factor(_species[IndexOf(first)], q) * Factor(_species[IndexOf(second)], q) / (mean * mean);
            }
        }

        return result;
    }

    /// <summary>
    /// G(r) from F(Q) between Qmin and Qmax, with Qdamp and scale. There is no baseline: choose Qmin above 2π over the diameter.
    /// </summary>
    /// <param name="grid">Where G is wanted.</param>
    /// <returns>G(r), 1/Å².</returns>
    /// <exception cref="InvalidOperationException">The settings have no Qmax.</exception>
    public double[] G(PdfGrid grid)
    {
        if (Options.QmaxPerAngstrom == 0)
            throw new InvalidOperationException("The Debye equation needs a Qmax.");
        var step = Math.PI / (Math.Max(DiameterAngstrom, grid.LastAngstrom) + 10);
        var f = Reduced(step, (int)Math.Ceiling(Options.QmaxPerAngstrom / step));
        f.AsSpan(0, Math.Min(f.Length, (int)Math.Ceiling(Options.QminPerAngstrom / step))).Clear();
        var g = StructureFactor.GFromReduced(0, step, f, grid);
        for (var i = 0; i < g.Length; i++)
            g[i] *= Options.Scale * Math.Exp(-0.5 * Math.Pow(grid.At(i) * Options.QdampPerAngstrom, 2));
        return g;
    }

    /// <summary>Adds Σ weight·sin(Qr)·exp(−σ²Q²/2) of one kind of pairs.</summary>
    private void AddKind(PairBins pairs, double step, Span<double> destination)
    {
        var width = PeakWidth.Of(Options);
        foreach (var (distance, weight) in pairs.Near)
            AddPair(distance, weight, pairs.Variance * width.Factor(distance), step, destination);
        for (var b = PairBins.Offset + 1; b < pairs.Length; b++)
        {
            var r = (b - PairBins.Offset) * BinAngstrom;
            if (pairs.Bins[b] != 0)
                AddPair(r, pairs.Bins[b], pairs.Variance * width.Factor(r), step, destination);
        }
    }

    private static void AddPair(double r, double weight, double variance, double step, Span<double> destination)
    {
        if (!(variance > 0))
            return;
        var (turnSine, turnCosine) = Math.SinCos(step * r);
        var (sine, cosine) = (0.0, 1.0);
        var (damping, ratio, change) = (weight / r, Math.Exp(-0.5 * variance * step * step), Math.Exp(-variance * step * step));
        for (var k = 0; k < destination.Length; k++)
        {
            destination[k] += damping * sine;
            damping *= ratio;
            ratio *= change;
            (sine, cosine) = (sine * turnCosine + cosine * turnSine, cosine * turnCosine - sine * turnSine);
        }
    }

    private double Factor(Species species, double q)
    {
        if (Options.ScatteringPowers is { } given && given.TryGetValue(species.Symbol, out var power))
            return power;
        if (Options.Radiation == PdfRadiation.Neutron)
            return PdfScattering.Power(species, Options);
        return PdfScattering.XRay(Options.UseCharges ? species : species with { Charge = 0 }).At(q / (4 * Math.PI));
    }

    private (double Mean, double Square) Means(double q)
    {
        var (mean, square) = (0.0, 0.0);
        for (var s = 0; s < _species.Length; s++)
        {
            var f = Factor(_species[s], q);
            mean += _counts[s] * f / _cluster.Atoms.Length;
            square += _counts[s] * f * f / _cluster.Atoms.Length;
        }

        return (mean, square);
    }

    /// <summary>I(0)/N = (Σf)²/N.</summary>
    private double Forward()
    {
        var mean = Means(0).Mean;
        return mean * mean * _cluster.Atoms.Length;
    }

    private int IndexOf(int element) => Array.FindIndex(_species, species => species.Symbol == _pairs.Cell.Elements[element]);

    private static double Diameter(Cluster cluster)
    {
        if (cluster.Atoms.IsDefaultOrEmpty)
            throw new ArgumentException("The cluster has no atoms.", nameof(cluster));
        double Extent(Func<CartesianPosition, double> axis) =>
            cluster.Atoms.Max(atom => axis(atom.Position)) - cluster.Atoms.Min(atom => axis(atom.Position));
        return new CartesianPosition(Extent(p => p.X), Extent(p => p.Y), Extent(p => p.Z)).Length;
    }
}
