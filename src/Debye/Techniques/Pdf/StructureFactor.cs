using Debye.Crystals;

namespace Debye.Techniques.Pdf;

/// <summary>Between G(r), the reduced structure factor F(Q) = Q·[S(Q) − 1], and S(Q).</summary>
/// <remarks>
/// F(Q) = ∫ G(r)·sin(Qr) dr, G(r) = (2/π) ∫ F(Q)·sin(Qr) dQ. Integrals are sums over evenly spaced points (trapezoids); every
/// sine comes from the one before by turning. Cost: number of points times number of results.
/// Source: C. L. Farrow, S. J. L. Billinge, Acta Cryst. A65, 232 (2009), doi 10.1107/S0108767309009714.
/// </remarks>
public static class StructureFactor
{
    /// <summary>F(Q) of a curve G(r) that starts at or near r = 0 and is 0 beyond its end.</summary>
    /// <param name="grid">Distances of the curve.</param>
    /// <param name="g">G(r), 1/Å².</param>
    /// <param name="qPerAngstrom">Where F is wanted, 1/Å.</param>
    /// <returns>F(Q), 1/Å.</returns>
    /// <exception cref="ArgumentException">There is not one value for each distance.</exception>
    public static double[] ReducedFromG(PdfGrid grid, ReadOnlySpan<double> g, ReadOnlySpan<double> qPerAngstrom)
    {
        if (g.Length != grid.Count)
            throw new ArgumentException($"Expected {grid.Count} values, got {g.Length}.", nameof(g));
        var result = new double[qPerAngstrom.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = grid.StepAngstrom * SineSum(g, qPerAngstrom[i] * grid.FirstAngstrom, qPerAngstrom[i] * grid.StepAngstrom);
        return result;
    }

    /// <summary>G(r) of an evenly spaced F(Q), which is taken as 0 outside its range.</summary>
    /// <param name="qFirstPerAngstrom">First Q, 1/Å.</param>
    /// <param name="qStepPerAngstrom">Step in Q, 1/Å: r up to π/step is free of ghosts.</param>
    /// <param name="f">F(Q), 1/Å.</param>
    /// <param name="grid">Where G is wanted.</param>
    /// <returns>G(r), 1/Å².</returns>
    public static double[] GFromReduced(double qFirstPerAngstrom, double qStepPerAngstrom, ReadOnlySpan<double> f, PdfGrid grid)
    {
        var result = new double[grid.Count];
        for (var i = 0; i < result.Length; i++)
            result[i] = 2 / Math.PI * qStepPerAngstrom * SineSum(f, grid.At(i) * qFirstPerAngstrom, grid.At(i) * qStepPerAngstrom);
        return result;
    }

    /// <summary>S(Q) = 1 + F(Q)/Q.</summary>
    /// <param name="qPerAngstrom">Q above 0, 1/Å.</param>
    /// <param name="f">F(Q), 1/Å.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double[] FromReduced(ReadOnlySpan<double> qPerAngstrom, ReadOnlySpan<double> f)
    {
        if (qPerAngstrom.Length != f.Length)
            throw new ArgumentException($"Expected {qPerAngstrom.Length} values of F, got {f.Length}.", nameof(f));
        var result = new double[f.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = 1 + f[i] / qPerAngstrom[i];
        return result;
    }

    /// <summary>F(Q) of a crystal, as a measurement with the Q resolution of the settings' Qdamp would have it.</summary>
    /// <param name="structure">The crystal.</param>
    /// <param name="options">Radiation, displacements, widths, Qdamp, largest r: the band and the smallest r do not count.</param>
    /// <param name="qPerAngstrom">Where F is wanted, 1/Å.</param>
    /// <returns>F(Q), 1/Å. Bragg peaks have a width of about Qdamp and of 2π over the largest r.</returns>
    /// <exception cref="ArgumentException">As for <see cref="PdfSimulator.Simulate"/>.</exception>
    public static double[] ReducedOf(Structure structure, PdfOptions options, ReadOnlySpan<double> qPerAngstrom)
    {
        ArgumentNullException.ThrowIfNull(options);
        var bare = new PdfSimulator(options with { QminPerAngstrom = 0, QmaxPerAngstrom = 0, MinimumRAngstrom = 0 }).Simulate(structure);
        return ReducedFromG(bare.Grid, bare.G.Span, qPerAngstrom);
    }

    /// <summary>Σ values[k]·sin(phase + k·turn), the ends at half weight.</summary>
    private static double SineSum(ReadOnlySpan<double> values, double phase, double turn)
    {
        var (sine, cosine) = Math.SinCos(phase);
        var (turnSine, turnCosine) = Math.SinCos(turn);
        var sum = 0.0;
        for (var k = 0; k < values.Length; k++)
        {
            sum += (k == 0 || k == values.Length - 1 ? 0.5 : 1) * values[k] * sine;
            (sine, cosine) = (sine * turnCosine + cosine * turnSine, cosine * turnCosine - sine * turnSine);
        }

        return sum;
    }
}
