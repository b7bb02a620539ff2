using System.Globalization;

namespace Debye.Crystals.Cif;

/// <summary>Reads the independent sites of a data block.</summary>
internal sealed class CifAtoms
{
    private const double EightPiSquared = 8 * Math.PI * Math.PI;
    private static readonly string[] Vacancies = ["VA", "VAC", "VACANCY", "DUM", "Q"];

    private readonly CifBlock _block;
    private readonly Lattice _lattice;
    private readonly Dictionary<string, AnisotropicDisplacement> _anisotropic;
    private readonly HashSet<string> _formula;

    public CifAtoms(CifBlock block, Lattice lattice)
    {
        (_block, _lattice) = (block, lattice);
        _anisotropic = Anisotropic();
        var formula = block.Find("_chemical_formula_sum", "_chemical_formula_moiety")?.Text ?? "";
        _formula =
        [
            .. formula
                .Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)
                .Select(part => part.TrimEnd("0123456789.+-()".ToCharArray())),
        ];
    }

    /// <summary>Whether a block holds atoms at all.</summary>
    public static bool Has(CifBlock block) => block.LoopWith("_atom_site_fract_x") is not null;

    /// <summary>The sites with the multiplicity that the file states (0 when it does not) and their line.</summary>
    public List<(Site Site, int Multiplicity, int Line)> Read()
    {
        var loop = _block.LoopWith("_atom_site_fract_x")!;
        var result = new List<(Site, int, int)>(loop.Rows.Count);
        foreach (var row in loop.Rows)
        {
            CifValue? Get(string tag) => loop.Column(tag) is >= 0 and var column && !row[column].IsMissing ? row[column] : null;
            var line = row[0].Line;
            var label = Get("_atom_site_label");
            if (Get("_atom_site_calc_flag")?.Text is "dum")
                continue;
            if (SpeciesOf(Get("_atom_site_type_symbol"), label, line) is not { } species)
                continue;
            var occupancy = Occupancy(Get("_atom_site_occupancy"));
            if (occupancy == 0)
                continue;
            var position = new FractionalPosition(Coordinate(Get, "x", line), Coordinate(Get, "y", line), Coordinate(Get, "z", line));
            var site = new Site(
                species,
                position,
                occupancy,
                Isotropic(Get),
                label is { } name && _anisotropic.TryGetValue(name.Text, out var u) ? u : null
            );
            var multiplicity = Get("_atom_site_symmetry_multiplicity") ?? Get("_atom_site_site_symmetry_multiplicity");
            result.Add(
                (
                    site,
                    multiplicity is { } count && int.TryParse(count.Text, CultureInfo.InvariantCulture, out var number) ? number : 0,
                    line
                )
            );
        }

        return result;
    }

    private double Coordinate(Func<string, CifValue?> get, string axis, int line)
    {
        var value = get("_atom_site_fract_" + axis) ?? throw new DataFormatException(_block.Path, line, $"a site has no coordinate {axis}");
        var number = _block.Number(value, $"the coordinate {axis}");
        return Math.Abs(number) <= 1e6
            ? number
            : throw new DataFormatException(_block.Path, value.Line, $"the coordinate {axis} = {value.Text} is far outside the cell");
    }

    private double Occupancy(CifValue? value)
    {
        if (value is not { } given)
            return 1;
        var occupancy = _block.Number(given, "the occupancy");
        if (occupancy is >= 0 and <= 1.02)
            return Math.Min(1, occupancy);
        throw new DataFormatException(_block.Path, given.Line, $"the occupancy {given.Text} is not within 0…1");
    }

    private double? Isotropic(Func<string, CifValue?> get)
    {
        if (get("_atom_site_u_iso_or_equiv") is { } u)
            return _block.Number(u, "U");
        return get("_atom_site_b_iso_or_equiv") is { } b ? _block.Number(b, "B") / EightPiSquared : null;
    }

    /// <summary>Element and charge; null for a site that is marked as empty.</summary>
    private Species? SpeciesOf(CifValue? type, CifValue? label, int line)
    {
        foreach (var value in (ReadOnlySpan<CifValue?>)[type, label])
        {
            if (value is not { } given)
                continue;
            var letters = given.Text.TakeWhile(char.IsAsciiLetter).Count();
            if (Array.Exists(Vacancies, vacancy => given.Text.AsSpan(0, letters).Equals(vacancy, StringComparison.OrdinalIgnoreCase)))
                return null;
            if (Species.TryParse(given.Text, out var species))
                return species;
            if (FromLabel(given.Text, letters) is { } guessed)
                return guessed;
        }

        throw new DataFormatException(_block.Path, line, $"'{type?.Text ?? label?.Text ?? "?"}' names no chemical element");
    }

    /// <summary>The element at the start of a label; "CA1" is calcium only where the formula has it or has no carbon.</summary>
    private Species? FromLabel(string text, int letters)
    {
        if (letters >= 2 && char.IsAsciiLetterUpper(text[1]) && _formula.Count > 0)
        {
            var two = $"{char.ToUpperInvariant(text[0])}{char.ToLowerInvariant(text[1])}";
            if (!_formula.Contains(two) && Species.TryParse(text.AsSpan(0, 1), out var one))
                return one;
        }

        return Species.TryParse(text, out var species, isLabel: true) ? species : null;
    }

    private Dictionary<string, AnisotropicDisplacement> Anisotropic()
    {
        var result = new Dictionary<string, AnisotropicDisplacement>(StringComparer.Ordinal);
        if (_block.LoopWith("_atom_site_aniso_label") is not { } loop)
            return result;
        var kind = Array.Find(["u", "b", "beta"], letter => loop.Column($"_atom_site_aniso_{letter}_11") >= 0);
        if (kind is null)
            return result;
        var label = loop.Column("_atom_site_aniso_label");
        foreach (var row in loop.Rows)
        {
            var u = new double[6];
            string[] indices = ["11", "22", "33", "12", "13", "23"];
            var complete = true;
            for (var i = 0; i < 6; i++)
            {
                var column = loop.Column($"_atom_site_aniso_{kind}_{indices[i]}");
                if (column < 0 || row[column].IsMissing)
                    complete = false;
                else
                    u[i] = _block.Number(row[column], $"{kind}{indices[i]}") * Scale(kind, indices[i][0] - '1', indices[i][1] - '1');
            }

            if (complete)
                result.TryAdd(row[label].Text, new AnisotropicDisplacement(u[0], u[1], u[2], u[3], u[4], u[5]));
        }

        return result;
    }

    /// <summary>Factor from the file's kind of tensor to U: 1, 1/8π² for B, 1/(2π²·aᵢ*·aⱼ*) for β.</summary>
    private double Scale(string kind, int i, int j)
    {
        if (kind == "u")
            return 1;
        if (kind == "b")
            return 1 / EightPiSquared;
        var reciprocal = _lattice.ReciprocalMetricTensor();
        return 1 / (2 * Math.PI * Math.PI * Math.Sqrt(reciprocal[4 * i] * reciprocal[4 * j]));
    }
}
