using System.Collections.Immutable;

namespace Debye.Techniques.Pdf.Readers;

/// <summary>From the columns of a file to a curve: order, units, uncertainties, and whether the values are what the file says.</summary>
internal static class CurveChecks
{
    private const double LargestValue = 1e30;

    /// <summary>Distance no two nuclei come closer than (H₂: 0.74 Å): a strongest peak below it means nm, Å.</summary>
    private const double ClosestAngstrom = 0.6;

    /// <exception cref="DataFormatException">Too few points, a value that is not finite, an axis that does not rise, values that are not
    /// what the file says.</exception>
    public static PdfData ToData(ColumnTable table, PdfHeader header, ColumnMeaning meaning, string path)
    {
        var (rows, lines) = (table.Rows, table.Lines);
        if (rows.Count < PdfReader.MinimumPoints)
            throw new DataFormatException(path, lines[0], $"{rows.Count} points; at least {PdfReader.MinimumPoints} are needed.");
        var notes = ImmutableArray.CreateBuilder<string>();
        notes.AddRange(table.Notes);
        if (meaning.Note is { } note)
            notes.Add(note);
        if (rows[0][0] > rows[^1][0])
        {
            (rows, lines) = ([.. rows.AsEnumerable().Reverse()], [.. lines.AsEnumerable().Reverse()]);
            notes.Add("The axis falls; turned round.");
        }

        RequireRising(rows, lines, path);
        var (x, y) = (rows.ConvertAll(row => row[0]).ToArray(), rows.ConvertAll(row => row[1]).ToArray());
        var sigma = Sigma(rows, notes);
        if (meaning.IsNanometre)
            ToAngstrom(meaning.Quantity, x, y, sigma, notes);
        else if (!meaning.IsUnitStated)
            RequireAngstrom(meaning.Quantity, x, y, lines[0], path);
        RequireShape(meaning, y, lines[0], path);
        return new PdfData(meaning.Quantity, x, y, sigma)
        {
            Header = header,
            Notes = notes.DrainToImmutable(),
            Source = path,
        };
    }

    private static void RequireRising(List<double[]> rows, List<int> lines, string path)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i][0] < 0)
                throw new DataFormatException(
                    path,
                    lines[i],
                    Invariant($"the axis is negative ({rows[i][0]:g8}); expected r, Q or 2θ of at least 0.")
                );
            if (Math.Abs(rows[i][1]) > LargestValue)
                throw new DataFormatException(path, lines[i], Invariant($"value {rows[i][1]:g4} is not believable (limit 1e30)."));
            if (i > 0 && rows[i][0] <= rows[i - 1][0])
                throw new DataFormatException(
                    path,
                    lines[i],
                    Invariant($"the axis does not rise: {rows[i][0]:g8} after {rows[i - 1][0]:g8}.")
                );
        }

        if (rows[^1][0] > 1e6)
            throw new DataFormatException(path, lines[^1], Invariant($"the axis ends at {rows[^1][0]:g8}; expected r, Q or 2θ."));
    }

    /// <summary>The third of three columns, the fourth of four (x, y, dx, dy); none where they are all 0 or one is negative.</summary>
    private static double[] Sigma(List<double[]> rows, ImmutableArray<string>.Builder notes)
    {
        var column = rows[0].Length - 1;
        if (column < 2 || rows.TrueForAll(row => row[column] == 0))
            return [];
        if (rows.TrueForAll(row => row[column] is >= 0 and < LargestValue))
            return rows.ConvertAll(row => row[column]).ToArray();
        notes.Add(Invariant($"Column {column + 1} holds negative numbers: not taken as uncertainties."));
        return [];
    }

    private static void ToAngstrom(PdfQuantity quantity, double[] x, double[] y, double[] sigma, ImmutableArray<string>.Builder notes)
    {
        var (axis, value) = quantity switch
        {
            PdfQuantity.PairDistribution => (10.0, 0.01),
            PdfQuantity.ReducedStructure => (0.1, 0.1),
            _ => (0.1, 1.0),
        };
        for (var i = 0; i < x.Length; i++)
            (x[i], y[i]) = (x[i] * axis, y[i] * value);
        for (var i = 0; i < sigma.Length; i++)
            sigma[i] *= value;
        notes.Add(
            quantity switch
            {
                PdfQuantity.PairDistribution => "r converted from nm to Å, G from nm⁻² to Å⁻².",
                PdfQuantity.ReducedStructure => "Q and F converted from 1/nm to 1/Å.",
                _ => "Q converted from 1/nm to 1/Å.",
            }
        );
    }

    /// <summary>No unit is named: Å is assumed and refused where it cannot be.</summary>
    private static void RequireAngstrom(PdfQuantity quantity, double[] x, double[] y, int line, string path)
    {
        if (quantity == PdfQuantity.PairDistribution)
        {
            var peak = x[Array.IndexOf(y, y.Max())];
            if (x[^1] <= 12 && peak < ClosestAngstrom && peak > x[0])
                throw new DataFormatException(
                    path,
                    line,
                    Invariant($"r ends at {x[^1]:g4} and the strongest peak stands at {peak:g3}: that is nm rather than Å; ")
                        + "name the column 'r (nm)' or convert it."
                );
        }
        else if (quantity != PdfQuantity.IntensityOverTwoTheta && x[^1] > 60)
        {
            throw new DataFormatException(
                path,
                line,
                Invariant($"Q ends at {x[^1]:g4}, more than any instrument reaches in 1/Å: it is in 1/nm or an angle; name ")
                    + "the column 'Q (nm^-1)', or say which on the command line or in the call."
            );
        }
    }

    private static void RequireShape(ColumnMeaning meaning, double[] y, int line, string path)
    {
        var shape = CurveShape.Of([.. y]);
        var where = meaning.Line > 0 ? meaning.Line : line;
        if (Array.TrueForAll(y, value => value == y[0]))
            throw new DataFormatException(path, line, Invariant($"all values are {y[0]:g6}: no curve."));
        switch (meaning.Quantity)
        {
            case PdfQuantity.PairDistribution or PdfQuantity.ReducedStructure when shape.TendsToOne:
                throw new DataFormatException(
                    path,
                    where,
                    $"the file calls the values {meaning.Quantity.Symbol()}, but they tend to 1 as S(Q) or g(r) do; "
                        + $"{meaning.Quantity.Symbol()} swings about 0."
                );
            // A crystal's S(Q) swings widely up to high Q, but about 1.
            case PdfQuantity.StructureFactor when shape.IsAboutZero && Math.Abs(shape.Mean - 1) > 0.5:
                throw new DataFormatException(
                    path,
                    where,
                    "the file calls the values S(Q), but they swing about 0 as F(Q) and G(r) do; S(Q) tends to 1."
                );
            case PdfQuantity.IntensityOverQ or PdfQuantity.IntensityOverTwoTheta when y.Max() <= 0:
                throw new DataFormatException(path, where, "no intensity above 0.");
        }
    }
}
