namespace Debye.Crystals.Symmetry;

/// <summary>Tells the point group of a set of rotations by how many it has of each kind.</summary>
internal static class PointGroups
{
    private static readonly Lazy<Dictionary<long, string>> Known = new(MakeTable);

    /// <summary>Hermann–Mauguin symbol, or null when the rotations are no crystallographic point group.</summary>
    public static string? Classify(IEnumerable<int[]> rotations) => Known.Value.GetValueOrDefault(Signature(rotations));

    /// <summary>Order of the proper rotation R or −R: 1, 2, 3, 4 or 6; 0 for no crystallographic rotation.</summary>
    public static int ProperOrder(ReadOnlySpan<int> rotation) =>
        ((rotation[0] + rotation[4] + rotation[8]) * Matrix3.Determinant(rotation)) switch
        {
            3 => 1,
            -1 => 2,
            0 => 3,
            1 => 4,
            2 => 6,
            _ => 0,
        };

    private static long Signature(IEnumerable<int[]> rotations)
    {
        var signature = 0L;
        foreach (var rotation in rotations)
        {
            var order = ProperOrder(rotation);
            var kind = (order == 6 ? 5 : order) + (Matrix3.Determinant(rotation) < 0 ? 5 : 0);
            signature += 1L << (5 * kind);
        }

        return signature;
    }

    private static Dictionary<long, string> MakeTable()
    {
        var table = new Dictionary<long, string>();
        for (var number = 1; number <= 230; number++)
        {
            var setting = SpaceGroups.Default(number);
            table[Signature(setting.Operations.Select(SettingForm.RotationOf).DistinctBy(r => Matrix3.Key(r)))] = setting.PointGroup;
        }

        return table;
    }
}
