using System.Collections.Immutable;

namespace Debye.Crystals.Cif;

/// <summary>The operations that a data block states, by list, symbol or number.</summary>
internal static class CifSymmetry
{
    private const int LargestGroup = 192;
    private static readonly string[] OperationTags = ["_space_group_symop_operation_xyz", "_symmetry_equiv_pos_as_xyz"];
    private static readonly string[] HallTags = ["_space_group_name_hall", "_symmetry_space_group_name_hall"];
    private static readonly string[] HermannMauguinTags =
    [
        "_space_group_name_h-m_alt",
        "_symmetry_space_group_name_h-m",
        "_space_group_name_h-m_ref",
        "_space_group_name_h-m_full",
    ];

    private static readonly string[] NumberTags = ["_space_group_it_number", "_symmetry_int_tables_number"];

    /// <summary>Sets of operations that the block may mean; more than one where axes or origin are left open.</summary>
    public static List<ImmutableArray<SymmetryOperation>> Candidates(CifBlock block, Lattice lattice)
    {
        var listed = block.Column(OperationTags).Where(value => !value.IsMissing).ToList();
        if (listed.Count > 0)
        {
            var operations = Close(block, [.. listed.Select(value => Read(block, value))], listed[0].Line);
            if (!Fits(operations, lattice))
                throw new DataFormatException(
                    block.Path,
                    listed[0].Line,
                    $"the cell ({lattice}) does not have the symmetry of the listed operations"
                );
            return [operations];
        }

        if (Settings(block) is not { } found)
            throw new DataFormatException(
                block.Path,
                block.Line,
                $"data_{block.Name} states no symmetry: expected {OperationTags[0]}, a space-group symbol or number"
            );
        var fitting = found.Settings.Select(setting => setting.Operations).Where(operations => Fits(operations, lattice)).ToList();
        if (fitting.Count > 0)
            return fitting;
        throw new DataFormatException(block.Path, found.Line, $"the cell ({lattice}) does not fit space group {found.Text}");
    }

    /// <summary>Number that the block states, or that its symbol means; null when it gives neither.</summary>
    public static int? StatedNumber(CifBlock block)
    {
        if (Number(block) is { } stated)
            return stated.Number;
        if (block.Find(HallTags) is { } hall && SpaceGroupSymbols.ByHall(hall.Text) is { } setting)
            return setting.SpaceGroupNumber;
        if (block.Find(HermannMauguinTags) is not { } symbol)
            return null;
        var numbers = SpaceGroupSymbols.ByHermannMauguin(symbol.Text).Select(candidate => candidate.SpaceGroupNumber).Distinct().ToArray();
        return numbers.Length == 1 ? numbers[0] : null;
    }

    private static (IReadOnlyList<SpaceGroupSetting> Settings, string Text, int Line)? Settings(CifBlock block)
    {
        if (block.Find(HallTags) is { } hall && SpaceGroupSymbols.ByHall(hall.Text) is { } setting)
            return ([setting], hall.Text, hall.Line);
        var symbol = block.Find(HermannMauguinTags);
        if (symbol is { } named && SpaceGroupSymbols.ByHermannMauguin(named.Text) is { Count: > 0 } meant)
            return (meant, named.Text, named.Line);
        if (Number(block) is { } stated)
            return (
                [.. SpaceGroups.Settings.Where(candidate => candidate.SpaceGroupNumber == stated.Number)],
                Invariant($"{stated.Number}"),
                stated.Line
            );
        if (symbol is { } unknown)
            throw new DataFormatException(block.Path, unknown.Line, $"unknown space-group symbol '{unknown.Text}'");
        return null;
    }

    private static (int Number, int Line)? Number(CifBlock block)
    {
        if (block.Find(NumberTags) is not { } value)
            return null;
        var number = block.Number(value, "the space-group number");
        if (number is >= 1 and <= 230 && number == Math.Floor(number))
            return ((int)number, value.Line);
        throw new DataFormatException(block.Path, value.Line, $"space group {value.Text} is not within 1…230");
    }

    private static SymmetryOperation Read(CifBlock block, CifValue value)
    {
        try
        {
            // Some programs number the operations inside the value: "4 -x,-y,z".
            var text = value.Text.AsSpan().Trim();
            var space = text.IndexOf(' ');
            if (space > 0 && !text[..space].ContainsAnyExcept("0123456789"))
                text = text[space..];
            var operation = Snapped(SymmetryOperation.Parse(text));
            var usable =
                Math.Abs((long)operation.Determinant) == 1
                && Entries(operation).All(entry => entry is >= -1 and <= 1)
                && double.IsFinite(operation.TranslationX + operation.TranslationY + operation.TranslationZ);
            return usable ? operation : throw new FormatException("this is no crystallographic operation");
        }
        catch (FormatException problem)
        {
            throw new DataFormatException(
                block.Path,
                value.Line,
                $"'{value.Text.ReplaceLineEndings(" ")}' is no symmetry operation such as '-x,y+1/2,z'",
                problem
            );
        }
    }

    /// <summary>Translations such as 0.3333 are meant as 1/3.</summary>
    private static SymmetryOperation Snapped(SymmetryOperation o) =>
        o with
        {
            TranslationX = Snap(o.TranslationX),
            TranslationY = Snap(o.TranslationY),
            TranslationZ = Snap(o.TranslationZ),
        };

    private static double Snap(double value)
    {
        var snapped = Math.Round(value * 24) / 24;
        if (Math.Abs(snapped - value) < 2e-3)
            value = snapped;
        return value >= 1 ? 0 : value;
    }

    /// <summary>Adds the products that a list leaves out, such as its centring or the identity.</summary>
    private static ImmutableArray<SymmetryOperation> Close(CifBlock block, List<SymmetryOperation> listed, int line)
    {
        var all = new List<SymmetryOperation> { SymmetryOperation.Identity };
        var known = new HashSet<SymmetryOperation>(all);
        foreach (var operation in listed)
            if (known.Add(operation))
                all.Add(operation);
        var generators = all.Count;
        for (var i = 1; i < all.Count; i++)
        for (var g = 1; g < generators; g++)
        {
            var product = all[i].After(all[g]);
            if (!known.Add(product))
                continue;
            all.Add(product);
            if (all.Count > LargestGroup)
                throw new DataFormatException(
                    block.Path,
                    line,
                    $"the listed operations make no space group: more than {LargestGroup} products"
                );
        }

        return [.. all];
    }

    /// <summary>Whether the operations leave lengths and angles of the cell as they are, within two percent.</summary>
    private static bool Fits(ImmutableArray<SymmetryOperation> operations, Lattice lattice)
    {
        var g = lattice.MetricTensor();
        foreach (var o in operations)
        {
            var w = Entries(o);
            for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
            {
                var turned = 0.0;
                for (var k = 0; k < 3; k++)
                for (var l = 0; l < 3; l++)
                    turned += w[3 * k + i] * g[3 * k + l] * w[3 * l + j];
                if (!(Math.Abs(turned - g[3 * i + j]) <= 0.02 * Math.Sqrt(g[4 * i] * g[4 * j])))
                    return false;
            }
        }

        return true;
    }

    private static int[] Entries(SymmetryOperation o) => [o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33];
}
