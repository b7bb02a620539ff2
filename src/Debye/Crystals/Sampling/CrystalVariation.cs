using System.Collections.Immutable;
using Debye.Numerics;

namespace Debye.Crystals.Sampling;

/// <summary>Varies a known crystal within its space group: chemically similar elements, strained cell, shifted free coordinates.</summary>
/// <remarks>
/// A measured sample is seldom the calculated crystal of a database: solid solutions, isotypes and errors of the calculated
/// cell (a few per cent) are the rule. The variations stand for them.
/// </remarks>
public static class CrystalVariation
{
    private static readonly int[][] Families = MakeFamilies(
        "Li Na K Rb Cs Ag Tl",
        "Be Mg Ca Sr Ba Pb",
        "Mg Mn Fe Co Ni Cu Zn Cd",
        "Al Ga In Sc Cr Fe V Mn",
        "Si Ge Sn Ti Zr Hf",
        "P As V Sb Bi",
        "S Se Te",
        "O S",
        "F Cl Br I",
        "O F",
        "Nb Ta Mo W",
        "Y La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Bi",
        "B Al",
        "Ru Rh Pd Ir Pt Os",
        "Th U Np Pu"
    );

    /// <summary>Draws a variation.</summary>
    /// <param name="crystal">The known crystal, in the axes of its setting.</param>
    /// <param name="options">How far to vary.</param>
    /// <param name="random">Source of chance.</param>
    public static AsymmetricStructure Draw(AsymmetricStructure crystal, CrystalVariationOptions options, ref RandomSource random)
    {
        var species = Substitute(crystal, options, ref random);
        var growth = Growth(crystal.Sites, species);
        var scale = growth * (1 + options.IsotropicStrain * random.NextNormal());
        var lattice = Strain(
            crystal.Lattice,
            SpaceGroups.SystemOf(crystal.Setting.SpaceGroupNumber),
            scale,
            options.ShapeStrain,
            ref random
        );
        var shift = random.NextBool(options.ShiftProbability) ? options.ShiftAngstrom * Math.Exp(-random.NextDouble() * Math.Log(10)) : 0;
        var sites = ImmutableArray.CreateBuilder<IndependentSite>(crystal.Sites.Length);
        for (var i = 0; i < crystal.Sites.Length; i++)
        {
            var site = crystal.Sites[i];
            sites.Add(site with { Species = species[i], Position = Shift(site, lattice, shift, ref random) });
        }

        return crystal with
        {
            Lattice = lattice,
            Sites = sites.MoveToImmutable(),
        };
    }

    private static Species[] Substitute(AsymmetricStructure crystal, CrystalVariationOptions options, ref RandomSource random)
    {
        var species = crystal.Sites.Select(site => site.Species).ToArray();
        if (!random.NextBool(options.SubstitutionProbability))
            return species;
        foreach (var old in species.Select(s => s.AtomicNumber).Distinct().Order().ToArray())
        {
            if (!random.NextBool(options.PerElementProbability))
                continue;
            var fitting = Array.FindAll(Families, family => family.Contains(old));
            if (fitting.Length == 0)
                continue;
            var family = fitting[random.NextInt(fitting.Length)];
            var replacement = family[random.NextInt(family.Length)];
            // An element that is already there would make two kinds of site one: that is another crystal.
            if (Array.Exists(species, s => s.AtomicNumber == replacement))
                continue;
            for (var i = 0; i < species.Length; i++)
                if (species[i].AtomicNumber == old)
                    species[i] = new Species(replacement);
        }

        return species;
    }

    /// <summary>Change of lengths that the change of covalent radii suggests, damped.</summary>
    private static double Growth(ImmutableArray<IndependentSite> sites, Species[] species)
    {
        double before = 0,
            after = 0;
        for (var i = 0; i < species.Length; i++)
        {
            before += sites[i].Wyckoff.Multiplicity * Radii.CovalentAngstrom(sites[i].Species.AtomicNumber);
            after += sites[i].Wyckoff.Multiplicity * Radii.CovalentAngstrom(species[i].AtomicNumber);
        }

        var ratio = after / before;
        return double.IsFinite(ratio) ? Math.Clamp(Math.Pow(ratio, 0.7), 0.8, 1.25) : 1;
    }

    private static Lattice Strain(Lattice lattice, CrystalSystem system, double scale, double shape, ref RandomSource random)
    {
        double fa = scale,
            fb = scale * (1 + shape * random.NextNormal()),
            fc = scale * (1 + shape * random.NextNormal());
        double da = 60 * shape * random.NextNormal(),
            db = 60 * shape * random.NextNormal(),
            dg = 60 * shape * random.NextNormal();
        switch (system)
        {
            case CrystalSystem.Cubic:
                (fb, fc, da, db, dg) = (fa, fa, 0, 0, 0);
                break;
            case CrystalSystem.Tetragonal or CrystalSystem.Trigonal or CrystalSystem.Hexagonal:
                (fb, da, db, dg) = (fa, 0, 0, 0);
                break;
            case CrystalSystem.Orthorhombic:
                (da, db, dg) = (0, 0, 0);
                break;
            case CrystalSystem.Monoclinic:
                (da, dg) = (0, 0);
                break;
        }

        return Lattice.FromParameters(
            lattice.A * fa,
            lattice.B * fb,
            lattice.C * fc,
            Round(lattice.AlphaDegrees) + da,
            Round(lattice.BetaDegrees) + db,
            Round(lattice.GammaDegrees) + dg
        );
    }

    /// <summary>Keeps 90° and 120° exact.</summary>
    private static double Round(double degrees) => Math.Abs(degrees - Math.Round(degrees)) < 1e-9 ? Math.Round(degrees) : degrees;

    private static FractionalPosition Shift(IndependentSite site, Lattice lattice, double shiftAngstrom, ref RandomSource random)
    {
        var moved = new FractionalPosition(
            site.Position.X + shiftAngstrom / lattice.A * random.NextNormal(),
            site.Position.Y + shiftAngstrom / lattice.B * random.NextNormal(),
            site.Position.Z + shiftAngstrom / lattice.C * random.NextNormal()
        );
        return shiftAngstrom == 0 || site.Wyckoff.DegreesOfFreedom == 0 ? site.Position : site.Wyckoff.Positions[0].Apply(moved);
    }

    private static int[][] MakeFamilies(params string[] families) =>
        [.. families.Select(family => family.Split(' ').Select(Elements.AtomicNumber).ToArray())];
}
