using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Debye.Crystals.Cif;

/// <summary>Writes crystal structures as CIF 1.1.</summary>
public static class CifWriter
{
    /// <summary>A written site must come back to within this distance, Å, for the symmetry to be used.</summary>
    private const double FaithfulAngstrom = 1e-3;

    /// <summary>Writes structures to a file, one data block each; the file appears only when complete.</summary>
    /// <param name="path">File name; an existing file is replaced.</param>
    /// <param name="structures">What to write.</param>
    public static void Write(string path, IEnumerable<Structure> structures)
    {
        ArgumentNullException.ThrowIfNull(structures);
        var temporary = path + ".part";
        using (var writer = new StreamWriter(temporary))
            foreach (var structure in structures)
                writer.Write(Format(structure));
        File.Move(temporary, path, true);
    }

    /// <summary>
    /// One structure as CIF text. Where <see cref="Structure.KnownOperations"/> hold for the sites, only independent sites are
    /// written, with the operations; otherwise every site, in P1. Fractional coordinates carry ten decimals.
    /// </summary>
    public static string Format(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var (sites, operations) = Independent(structure) is { } independent
            ? (independent, structure.KnownOperations)
            : (structure.Sites, ImmutableArray.Create(SymmetryOperation.Identity));
        var text = new StringBuilder();
        text.Append("data_").Append(BlockName(structure.Id)).Append('\n');
        var lattice = structure.Lattice;
        Item(text, "_cell_length_a", Decimal(lattice.A));
        Item(text, "_cell_length_b", Decimal(lattice.B));
        Item(text, "_cell_length_c", Decimal(lattice.C));
        Item(text, "_cell_angle_alpha", Decimal(lattice.AlphaDegrees));
        Item(text, "_cell_angle_beta", Decimal(lattice.BetaDegrees));
        Item(text, "_cell_angle_gamma", Decimal(lattice.GammaDegrees));
        Symmetry(text, structure, operations);
        Atoms(text, sites);
        return text.ToString();
    }

    private static void Symmetry(StringBuilder text, Structure structure, ImmutableArray<SymmetryOperation> operations)
    {
        if (structure.StatedSpaceGroup is { } number)
            Item(text, "_space_group_IT_number", number.ToString(CultureInfo.InvariantCulture));
        var known = operations.ToHashSet();
        var setting = SpaceGroups.Settings.FirstOrDefault(candidate =>
            candidate.Operations.Length == known.Count && known.SetEquals(candidate.Operations)
        );
        if (setting is { } found && (structure.StatedSpaceGroup ?? found.SpaceGroupNumber) == found.SpaceGroupNumber)
        {
            Item(text, "_space_group_name_H-M_alt", $"'{found.FullSymbol.Replace("_", "", StringComparison.Ordinal)}'");
            Item(text, "_space_group_name_Hall", found.HallSymbol.Contains('"') ? $"'{found.HallSymbol}'" : $"\"{found.HallSymbol}\"");
        }

        text.Append("loop_\n_space_group_symop_operation_xyz\n");
        foreach (var operation in operations)
            text.Append('\'').Append(operation).Append("'\n");
    }

    private static void Atoms(StringBuilder text, ImmutableArray<Site> sites)
    {
        var isotropic = sites.Any(site => site.UisoAngstrom2 is not null);
        text.Append(
            "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n"
                + "_atom_site_occupancy\n"
        );
        if (isotropic)
            text.Append("_atom_site_U_iso_or_equiv\n");
        for (var i = 0; i < sites.Length; i++)
        {
            var (site, x) = (sites[i], sites[i].Position);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{site.Species.Symbol}{i + 1} {site.Species} {Decimal(x.X)} {Decimal(x.Y)} {Decimal(x.Z)} {Decimal(site.Occupancy)}"
            );
            if (isotropic)
                text.Append(' ').Append(site.UisoAngstrom2 is { } u ? Decimal(u) : "?");
            text.Append('\n');
        }

        if (!sites.Any(site => site.Uij is not null))
            return;
        text.Append("loop_\n_atom_site_aniso_label\n");
        foreach (var index in (ReadOnlySpan<string>)["11", "22", "33", "12", "13", "23"])
            text.Append("_atom_site_aniso_U_").Append(index).Append('\n');
        for (var i = 0; i < sites.Length; i++)
            if (sites[i].Uij is { } u)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{sites[i].Species.Symbol}{i + 1} {Decimal(u.U11)} {Decimal(u.U22)} {Decimal(u.U33)} {Decimal(u.U12)} "
                        + $"{Decimal(u.U13)} {Decimal(u.U23)}\n"
                );
    }

    /// <summary>One site of each orbit, or null when the known operations do not reproduce the sites.</summary>
    private static ImmutableArray<Site>? Independent(Structure structure)
    {
        if (structure.KnownOperations.Length < 2)
            return null;
        var open = structure.Sites.ToList();
        var result = ImmutableArray.CreateBuilder<Site>();
        while (open.Count > 0)
        {
            var site = open[0];
            result.Add(site);
            foreach (var image in SiteExpander.Expand(site, structure.KnownOperations, structure.Lattice, CifReader.MergeToleranceAngstrom))
            {
                var found = open.FindIndex(other => IsSame(other, image, structure.Lattice));
                if (found < 0)
                    return null;
                open.RemoveAt(found);
            }
        }

        return result.ToImmutable();
    }

    private static bool IsSame(Site a, Site b, Lattice lattice) =>
        a.Species == b.Species
        && a.Occupancy == b.Occupancy
        && a.UisoAngstrom2 == b.UisoAngstrom2
        && SiteExpander.DistanceAngstrom(lattice, a.Position, b.Position) < FaithfulAngstrom
        && IsSame(a.Uij, b.Uij);

    private static bool IsSame(AnisotropicDisplacement? a, AnisotropicDisplacement? b)
    {
        if (a is not { } u || b is not { } v)
            return a is null && b is null;
        return Math.Abs(u.U11 - v.U11)
                + Math.Abs(u.U22 - v.U22)
                + Math.Abs(u.U33 - v.U33)
                + Math.Abs(u.U12 - v.U12)
                + Math.Abs(u.U13 - v.U13)
                + Math.Abs(u.U23 - v.U23)
            < 1e-5;
    }

    private static string BlockName(string id)
    {
        var name = string.Concat(id.Select(c => c is > ' ' and < (char)127 ? c : '_'));
        return name.Length == 0 ? "structure" : name;
    }

    private static void Item(StringBuilder text, string tag, string value) =>
        text.Append(tag.PadRight(28)).Append(' ').Append(value).Append('\n');

    private static string Decimal(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);
}
