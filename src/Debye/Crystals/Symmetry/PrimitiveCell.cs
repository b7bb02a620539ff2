namespace Debye.Crystals.Symmetry;

/// <summary>The smallest cell of a crystal and how it lies in the given one.</summary>
internal sealed class PrimitiveCell
{
    private const int Attempts = 20;
    private const double Shrink = 0.95;

    private PrimitiveCell(PointCell cell, double[] basis, int[] pointOf, double tolerance, List<double[]> translations)
    {
        (Cell, Basis, PointOf, ToleranceAngstrom, Translations) = (cell, basis, pointOf, tolerance, translations);
        Search = new CoincidenceSearch(cell);
    }

    /// <summary>Delaunay-reduced cell; a point is the mean of its translated copies.</summary>
    public PointCell Cell { get; }

    /// <summary>Columns: primitive vectors in the basis of the given cell.</summary>
    public double[] Basis { get; }

    /// <summary>Primitive point for every point of the given cell.</summary>
    public int[] PointOf { get; }

    /// <summary>Tolerance under which the translations form a lattice, Å.</summary>
    public double ToleranceAngstrom { get; }

    /// <summary>Lattice translations inside the given cell, the zero vector first.</summary>
    public List<double[]> Translations { get; }

    public CoincidenceSearch Search { get; }

    /// <summary>Finds the primitive cell, with a smaller tolerance where translations found at the given one form no lattice.</summary>
    public static PrimitiveCell? Find(PointCell cell, CoincidenceSearch search, double toleranceAngstrom)
    {
        var tolerance = toleranceAngstrom;
        for (var attempt = 0; attempt < Attempts; attempt++, tolerance *= Shrink)
        {
            var translations = PureTranslations.Find(cell, search, tolerance);
            if (TryBuild(cell, search, translations, tolerance) is { } primitive)
                return primitive;
        }

        return null;
    }

    private static PrimitiveCell? TryBuild(PointCell cell, CoincidenceSearch search, List<double[]> translations, double tolerance)
    {
        var reduced = tolerance;
        var images = new int[cell.Count];
        for (var attempt = 0; attempt < Attempts; attempt++, reduced *= Shrink)
        {
            if (PureTranslations.Basis(translations) is { } basis)
                return Trim(cell, search, basis, translations, tolerance);
            translations = [.. translations.Where(t => search.Maps(Matrix3.Identity, t, reduced, images))];
        }

        return null;
    }

    private static PrimitiveCell? Trim(
        PointCell cell,
        CoincidenceSearch search,
        double[] basis,
        List<double[]> translations,
        double tolerance
    )
    {
        var multiplicity = translations.Count;
        if (cell.Count % multiplicity != 0)
            return null;
        var change = LatticeReduction.Delaunay(Matrix3.ChangeBasis(cell.LatticeRows, basis), tolerance * tolerance);
        if (change is null)
            return null;
        basis = Matrix3.Multiply(basis, Matrix3.ToDouble(change));
        var toPrimitive = Matrix3.Inverse(basis);
        var inPrimitive = new double[3 * cell.Count];
        for (var i = 0; i < cell.Count; i++)
            Matrix3.Apply(toPrimitive, cell.Positions.AsSpan(3 * i, 3), inPrimitive.AsSpan(3 * i, 3));
        var pointOf = Groups(cell, search, translations, tolerance);
        if (pointOf is null)
            return null;
        var count = cell.Count / multiplicity;
        var (positions, types) = Average(cell, inPrimitive, pointOf, count);
        var primitive = new PointCell(Matrix3.ChangeBasis(cell.LatticeRows, basis), positions, types);
        return new PrimitiveCell(primitive, basis, pointOf, tolerance, translations);
    }

    /// <summary>Number of the primitive point for every point: copies under a translation share it.</summary>
    private static int[]? Groups(PointCell cell, CoincidenceSearch search, List<double[]> translations, double tolerance)
    {
        var pointOf = new int[cell.Count];
        Array.Fill(pointOf, -1);
        var x = cell.Positions;
        var count = 0;
        for (var i = 0; i < cell.Count; i++)
        {
            if (pointOf[i] >= 0)
                continue;
            pointOf[i] = count;
            foreach (var t in translations)
            {
                // Translations closed only by repetition may miss by a little more than the tolerance.
                var copy = -1;
                for (var wider = tolerance; copy < 0 && wider < 5 * tolerance; wider *= 2)
                    copy = search.FindAny(i, x[3 * i] + t[0], x[3 * i + 1] + t[1], x[3 * i + 2] + t[2], wider);
                if (copy < 0 || (pointOf[copy] >= 0 && pointOf[copy] != count))
                    return null;
                pointOf[copy] = count;
            }

            count++;
        }

        return count * translations.Count == cell.Count ? pointOf : null;
    }

    private static (double[] Positions, int[] Types) Average(PointCell cell, double[] inPrimitive, int[] pointOf, int count)
    {
        var positions = new double[3 * count];
        var types = new int[count];
        var first = new int[count];
        var copies = new int[count];
        for (var i = 0; i < cell.Count; i++)
        {
            var point = pointOf[i];
            if (copies[point]++ == 0)
                (first[point], types[point]) = (i, cell.Types[i]);
            for (var axis = 0; axis < 3; axis++)
            {
                var value = inPrimitive[3 * i + axis];
                positions[3 * point + axis] += value - Math.Round(value - inPrimitive[3 * first[point] + axis]);
            }
        }

        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] /= copies[i / 3];
            positions[i] -= Math.Floor(positions[i]);
        }

        return (positions, types);
    }
}
