namespace Debye.Crystals.Sampling;

/// <summary>
/// Direct test whether a crystal built in a space group has more symmetry than that group: an extra translation, or an
/// operation of the lattice's full point group that the group lacks.
/// </summary>
/// <remarks>
/// Exact for lattices whose metric has just the symmetry of their system: every supergroup with a larger point group
/// contributes an operation from a missing coset, every one with the same point group an extra translation.
/// </remarks>
internal sealed class HigherSymmetryTest
{
    private readonly SymmetryOperation[] _candidates;
    private readonly FractionalPosition[] _centrings;
    private readonly double _toleranceAngstrom;

    public HigherSymmetryTest(SpaceGroupSetting setting, double toleranceAngstrom)
    {
        _toleranceAngstrom = toleranceAngstrom;
        var own = setting.Operations.Select(PointPart).ToHashSet();
        var covered = new HashSet<SymmetryOperation>();
        var candidates = new List<SymmetryOperation> { SymmetryOperation.Identity };
        foreach (var operation in SpaceGroups.Default(HolohedryOf(setting)).Operations.Select(PointPart).Distinct())
        {
            if (own.Contains(operation) || covered.Contains(operation))
                continue;
            candidates.Add(operation);
            foreach (var member in own)
                covered.Add(PointPart(operation.After(member)));
        }

        _candidates = [.. candidates];
        _centrings =
        [
            .. setting
                .Operations.Where(operation => operation.IsPureTranslation)
                .Select(operation => new FractionalPosition(operation.TranslationX, operation.TranslationY, operation.TranslationZ)),
        ];
    }

    /// <summary>Whether the crystal has an operation outside its group.</summary>
    /// <param name="lattice">The cell.</param>
    /// <param name="types">Type of each atom (equal numbers for equal species).</param>
    /// <param name="positions">Positions wrapped into the cell, one per atom.</param>
    public bool HasMore(Lattice lattice, ReadOnlySpan<int> types, ReadOnlySpan<FractionalPosition> positions)
    {
        var rarest = RarestType(types);
        var order = CommonFirst(types);
        var metric = lattice.MetricTensor();
        var anchor = types.IndexOf(rarest);
        foreach (var candidate in _candidates)
        {
            var moved = candidate.Apply(positions[anchor]);
            for (var j = 0; j < types.Length; j++)
            {
                if (types[j] != rarest)
                    continue;
                var shift = positions[j] - moved;
                if (candidate.IsPureTranslation && IsCentring(shift, metric))
                    continue;
                if (MapsOntoItself(candidate, shift, types, positions, order, metric))
                    return true;
            }
        }

        return false;
    }

    private static int HolohedryOf(SpaceGroupSetting setting) =>
        SpaceGroups.SystemOf(setting.SpaceGroupNumber) switch
        {
            CrystalSystem.Triclinic => 2,
            CrystalSystem.Monoclinic => 10,
            CrystalSystem.Orthorhombic => 47,
            CrystalSystem.Tetragonal => 123,
            CrystalSystem.Cubic => 221,
            CrystalSystem.Trigonal when setting.Symbol.StartsWith('R') => 166,
            _ => 191,
        };

    private static SymmetryOperation PointPart(SymmetryOperation operation) =>
        operation with
        {
            TranslationX = 0,
            TranslationY = 0,
            TranslationZ = 0,
        };

    private bool IsCentring(FractionalPosition shift, double[] metric)
    {
        foreach (var centring in _centrings)
            if (IsNear(shift - centring, metric))
                return true;
        return false;
    }

    private bool MapsOntoItself(
        SymmetryOperation candidate,
        FractionalPosition shift,
        ReadOnlySpan<int> types,
        ReadOnlySpan<FractionalPosition> positions,
        int[] order,
        double[] metric
    )
    {
        foreach (var atom in order)
        {
            var image = candidate.Apply(positions[atom]) + shift;
            var found = false;
            for (var j = 0; j < types.Length && !found; j++)
                found = types[j] == types[atom] && IsNear(image - positions[j], metric);
            if (!found)
                return false;
        }

        return true;
    }

    private bool IsNear(FractionalPosition difference, double[] g)
    {
        double x = difference.X - Math.Round(difference.X),
            y = difference.Y - Math.Round(difference.Y),
            z = difference.Z - Math.Round(difference.Z);
        var square = x * x * g[0] + y * y * g[4] + z * z * g[8] + 2 * (y * z * g[5] + x * z * g[2] + x * y * g[1]);
        return square < _toleranceAngstrom * _toleranceAngstrom;
    }

    private static int RarestType(ReadOnlySpan<int> types)
    {
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        foreach (var type in types)
            counts[type]++;
        var rarest = types[0];
        foreach (var type in types)
            if (counts[type] < counts[rarest])
                rarest = type;
        return rarest;
    }

    /// <summary>Atoms of the commonest types first: they are the least likely to map by accident.</summary>
    private static int[] CommonFirst(ReadOnlySpan<int> types)
    {
        var counts = new int[128];
        foreach (var type in types)
            counts[type]++;
        var keys = new int[types.Length];
        var order = new int[types.Length];
        for (var i = 0; i < types.Length; i++)
            (keys[i], order[i]) = (-counts[types[i]] * 1024 - i % 1024, i);
        Array.Sort(keys, order);
        return order;
    }
}
