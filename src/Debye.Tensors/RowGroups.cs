namespace Debye.Tensors;

/// <summary>Which group each row belongs to: edges and the sites they end at, sites and their crystals.</summary>
/// <remarks>Holds both directions, so that neither gathering nor summing needs an order that depends on threads.</remarks>
public sealed class RowGroups
{
    private readonly int[] _groupOf;
    private readonly int[] _offsets;
    private readonly int[] _members;

    /// <summary>Takes the group of every row.</summary>
    /// <param name="groupOf">Group of each row, 0 up to <paramref name="groups"/>; copied.</param>
    /// <param name="groups">Number of groups; some may have no rows.</param>
    /// <exception cref="ArgumentException">A row names a group that does not exist.</exception>
    public RowGroups(ReadOnlySpan<int> groupOf, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(groups);
        _groupOf = groupOf.ToArray();
        _offsets = new int[groups + 1];
        _members = new int[groupOf.Length];
        foreach (var group in groupOf)
        {
            if ((uint)group >= (uint)groups)
                throw new ArgumentException(Invariant($"expected groups 0…{groups - 1}, got {group}"), nameof(groupOf));
            _offsets[group + 1]++;
        }

        for (var g = 0; g < groups; g++)
            _offsets[g + 1] += _offsets[g];
        var next = _offsets.AsSpan(0, groups).ToArray();
        for (var row = 0; row < groupOf.Length; row++)
            _members[next[groupOf[row]]++] = row;
    }

    /// <summary>Number of rows.</summary>
    public int Rows => _groupOf.Length;

    /// <summary>Number of groups.</summary>
    public int Groups => _offsets.Length - 1;

    /// <summary>Group of each row.</summary>
    public ReadOnlySpan<int> GroupOf => _groupOf;

    /// <summary>Rows of one group, ascending.</summary>
    /// <param name="group">Its number.</param>
    public ReadOnlySpan<int> Members(int group) => _members.AsSpan(_offsets[group], _offsets[group + 1] - _offsets[group]);

    /// <summary>Groups of rows that follow each other.</summary>
    /// <param name="offsets">First row of each group, and the number of rows: from 0, not falling.</param>
    /// <exception cref="ArgumentException">The offsets fall or do not start at 0.</exception>
    public static RowGroups FromOffsets(ReadOnlySpan<int> offsets)
    {
        if (offsets.IsEmpty || offsets[0] != 0)
            throw new ArgumentException("expected offsets from 0", nameof(offsets));
        var groupOf = new int[Math.Max(0, offsets[^1])];
        for (var g = 0; g + 1 < offsets.Length; g++)
        {
            if (offsets[g] > offsets[g + 1] || offsets[g + 1] > groupOf.Length)
                throw new ArgumentException(Invariant($"the offsets fall after group {g}"), nameof(offsets));
            groupOf.AsSpan(offsets[g]..offsets[g + 1]).Fill(g);
        }

        return new RowGroups(groupOf, offsets.Length - 1);
    }
}
