namespace Debye.Techniques.Pdf.Refinement;

/// <summary>
/// How pairs become G(r) in a refinement: one operator, or three between which the displacement of all atoms is interpolated.
/// </summary>
/// <remarks>
/// Quadratic in the logarithm of the displacement, from half to twice the nominal one; a little beyond it is extrapolated.
/// </remarks>
internal sealed class RefinementMeasurement
{
    /// <summary>Logarithms of the displacements relative to the nominal one.</summary>
    private static readonly double[] Nodes = [0, -Math.Log(2), Math.Log(2)];

    private readonly PdfOperator[] _operators;

    /// <summary>Makes the operators.</summary>
    /// <param name="options">The nominal settings.</param>
    /// <param name="uisoAngstrom2">Displacement, smoothing included, Å².</param>
    /// <param name="grid">Where G(r) is wanted.</param>
    /// <param name="refinesWidths">Whether the displacement changes.</param>
    public RefinementMeasurement(PdfOptions options, double uisoAngstrom2, PdfGrid grid, bool refinesWidths)
    {
        var smallest = refinesWidths ? 0.5 * uisoAngstrom2 : uisoAngstrom2;
        BinAngstrom = PdfOperator.BinFor(smallest);
        // Division of a pair between two bins widens its peak by a twelfth of the squared bin.
        var widening = BinAngstrom * BinAngstrom / 12;
        double[] displacements = refinesWidths ? [uisoAngstrom2, 0.5 * uisoAngstrom2, 2 * uisoAngstrom2] : [uisoAngstrom2];
        _operators =
        [
            .. displacements.Select(u => new PdfOperator(options with { UniformUisoAngstrom2 = u - widening }, grid, BinAngstrom)),
        ];
        (Grid, Options) = (grid, options);
        ReachAngstrom = _operators.Min(one => one.ReachAngstrom);
        Bins = Math.Min(_operators.Min(one => one.Bins) - PairBins.Offset, (int)(ReachAngstrom / BinAngstrom));
    }

    /// <summary>Where G(r) comes out.</summary>
    public PdfGrid Grid { get; }

    /// <summary>The nominal settings.</summary>
    public PdfOptions Options { get; }

    /// <summary>Longest distance of a pair, Å.</summary>
    public double ReachAngstrom { get; }

    /// <summary>Width of a bin, Å; bin b stands at r = b·width.</summary>
    public double BinAngstrom { get; }

    /// <summary>Number of bins.</summary>
    public int Bins { get; }

    /// <summary>Whether the displacement changes.</summary>
    public bool RefinesWidths => _operators.Length > 1;

    /// <summary>What each bin adds to a point, at a displacement.</summary>
    /// <param name="point">Number of the point.</param>
    /// <param name="lnWidth">ln of the displacement over the nominal one.</param>
    /// <param name="row">Receives as many bins as it has room for.</param>
    /// <param name="slope">Receives their derivative by <paramref name="lnWidth"/>; empty for none.</param>
    public void Row(int point, double lnWidth, Span<float> row, Span<float> slope)
    {
        if (!RefinesWidths)
        {
            _operators[0].Row(point).Slice(PairBins.Offset, row.Length).CopyTo(row);
            return;
        }

        row.Clear();
        slope.Clear();
        for (var k = 0; k < Nodes.Length; k++)
        {
            var (a, b) = (Nodes[(k + 1) % 3], Nodes[(k + 2) % 3]);
            var norm = 1 / ((Nodes[k] - a) * (Nodes[k] - b));
            var (weight, derivative) = ((float)((lnWidth - a) * (lnWidth - b) * norm), (float)((2 * lnWidth - a - b) * norm));
            var own = _operators[k].Row(point).Slice(PairBins.Offset, row.Length);
            for (var i = 0; i < row.Length; i++)
            {
                row[i] += weight * own[i];
                slope[i] += derivative * own[i];
            }
        }
    }

    /// <summary>What a number density of 1/Å³ adds to a point: the baseline, and evenly spread atoms from a bin on.</summary>
    public float Background(int point, int firstBin)
    {
        var row = _operators[0].Row(point);
        var sum = 0.0;
        for (var b = firstBin; b < Bins; b++)
            sum += row[b + PairBins.Offset] * (b + 0.5) * (b + 0.5);
        return _operators[0].Baseline(point) + (float)(4 * Math.PI * sum * Math.Pow(BinAngstrom, 3));
    }
}
