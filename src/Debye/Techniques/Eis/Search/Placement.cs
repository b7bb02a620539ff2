namespace Debye.Techniques.Eis.Search;

/// <summary>Where a new piece of a circuit starts: its time constant and its size.</summary>
internal readonly record struct Placement(double TauSeconds, double SizeOhm)
{
    private const double Exponent = 0.85;

    /// <summary>Start values of an element whose impedance is about the size at ω = 1/τ.</summary>
    public double[] Values(string symbol) =>
        symbol switch
        {
            "R" => [SizeOhm],
            "C" => [TauSeconds / SizeOhm],
            "L" => [TauSeconds * SizeOhm],
            "CPE" => [Math.Pow(TauSeconds, Exponent) / SizeOhm, Exponent],
            "W" => [SizeOhm / Math.Sqrt(2 * TauSeconds)],
            _ => [SizeOhm, TauSeconds],
        };
}
