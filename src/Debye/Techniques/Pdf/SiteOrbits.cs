using Debye.Crystals;

namespace Debye.Techniques.Pdf;

/// <summary>Finds the atoms that a structure's known operations map onto each other, so that one can represent all.</summary>
internal static class SiteOrbits
{
    /// <summary>Largest distance between an image and its atom, Å: rounding only, so that the pair sum stays exact.</summary>
    private const double ToleranceAngstrom = 1e-5;

    /// <summary>Sets the multiplicities of a loaded cell without anisotropic displacement.</summary>
    /// <returns>False, and nothing set, when no operations are known or they do not hold exactly for lattice and sites.</returns>
    public static bool TryFind(Structure structure, PdfCell cell)
    {
        var operations = structure.KnownOperations;
        if (operations.IsDefault || operations.Length < 2 || cell.Count < 2)
            return false;
        foreach (var operation in operations)
            if (!IsIsometry(operation, structure.Lattice))
                return false;
        var multiplicity = new int[cell.Count];
        var owner = new int[cell.Count];
        Array.Fill(owner, -1);
        for (var i = 0; i < cell.Count; i++)
        {
            if (owner[i] >= 0)
                continue;
            foreach (var operation in operations)
            {
                var image = Find(structure, cell, i, operation);
                if (image < 0 || (owner[image] >= 0 && owner[image] != i))
                    return false;
                if (owner[image] < 0)
                    multiplicity[i]++;
                owner[image] = i;
            }
        }

        multiplicity.CopyTo(cell.Multiplicity, 0);
        return true;
    }

    private static int Find(Structure structure, PdfCell cell, int site, SymmetryOperation operation)
    {
        var p = cell.Position.AsSpan(3 * site, 3);
        var image = operation.Apply(new FractionalPosition(p[0], p[1], p[2]));
        for (var j = 0; j < cell.Count; j++)
        {
            if (cell.Element[j] != cell.Element[site] || cell.Weight[j] != cell.Weight[site] || cell.Uiso[j] != cell.Uiso[site])
                continue;
            var (x, y, z) = (image.X - cell.Position[3 * j], image.Y - cell.Position[3 * j + 1], image.Z - cell.Position[3 * j + 2]);
            var (dx, dy, dz) = (x - Math.Round(x), y - Math.Round(y), z - Math.Round(z));
            if (Math.Abs(dx) + Math.Abs(dy) + Math.Abs(dz) > 1e-3)
                continue;
            if (structure.Lattice.ToCartesian(new FractionalPosition(dx, dy, dz)).Length < ToleranceAngstrom)
                return j;
        }

        return -1;
    }

    /// <summary>Whether an operation leaves the metric as it is: Wᵀ·G·W = G.</summary>
    private static bool IsIsometry(SymmetryOperation o, Lattice lattice)
    {
        ReadOnlySpan<int> w = [o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33];
        var g = lattice.MetricTensor();
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
        {
            var turned = 0.0;
            for (var k = 0; k < 3; k++)
            for (var l = 0; l < 3; l++)
                turned += w[3 * k + i] * g[3 * k + l] * w[3 * l + j];
            if (Math.Abs(turned - g[3 * i + j]) > 1e-7 * Math.Sqrt(g[4 * i] * g[4 * j]))
                return false;
        }

        return true;
    }
}
