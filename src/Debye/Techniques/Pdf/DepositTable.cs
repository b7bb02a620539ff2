namespace Debye.Techniques.Pdf;

/// <summary>How a pair is divided among the eight bins around its distance: Lagrange polynomials of degree seven.</summary>
/// <remarks>
/// Whatever smooth function of the distance the bins are later multiplied with, the result is that function interpolated from
/// eight neighbouring bins: a Gaussian of σ ≥ 5 bins comes out to 3·10⁻⁷ of its maximum, of σ ≥ 8 bins to 10⁻⁸. A plain histogram would
/// broaden every peak.
/// </remarks>
internal static class DepositTable
{
    /// <summary>Number of bins a pair is divided among.</summary>
    public const int Nodes = 8;

    /// <summary>The first of them lies this many bins before the one that holds the distance.</summary>
    public const int Before = 3;

    /// <summary>Rows in one bin; between rows weights are interpolated linearly.</summary>
    public const int Rows = 256;

    /// <summary>Row after row of eight weights, one row more than <see cref="Rows"/>.</summary>
    public static double[] Weights { get; } = Build();

    private static double[] Build()
    {
        var table = new double[(Rows + 1) * Nodes];
        for (var row = 0; row <= Rows; row++)
        for (var node = 0; node < Nodes; node++)
        {
            var weight = 1.0;
            for (var other = 0; other < Nodes; other++)
                if (other != node)
                    weight *= ((double)row / Rows + Before - other) / (node - other);
            table[row * Nodes + node] = weight;
        }

        return table;
    }
}
