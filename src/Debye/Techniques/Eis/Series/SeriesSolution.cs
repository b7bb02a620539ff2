namespace Debye.Techniques.Eis.Series;

/// <summary>A minimum of χ² of a sum of terms.</summary>
/// <param name="Terms">The terms.</param>
/// <param name="ChiSquared">χ².</param>
/// <param name="Point">ln τ and a of every term that has them, in the order of the terms.</param>
/// <param name="Amplitudes">Amplitude of every term.</param>
/// <param name="Points">Number of real numbers in χ².</param>
internal sealed record SeriesSolution(SeriesTerm[] Terms, double ChiSquared, double[] Point, double[] Amplitudes, int Points)
{
    /// <summary>ln τ and a of the terms that have a time constant, in their order.</summary>
    public (double LnTau, double Exponent)[] Times()
    {
        var times = new List<(double LnTau, double Exponent)>();
        var place = 0;
        foreach (var term in Terms)
        {
            if (term.HasTau)
                times.Add((Point[place], term.HasExponent ? Point[place + 1] : term.UpperExponent));
            place += term.Nonlinear;
        }

        return [.. times];
    }
}
