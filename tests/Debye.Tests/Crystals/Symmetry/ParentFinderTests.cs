using Debye.Crystals;
using Debye.Crystals.Symmetry;

namespace Debye.Tests.Crystals.Symmetry;

public sealed class ParentFinderTests
{
    /// <summary>
    /// Lead at the corner of a 4.2 Å cube, a second atom on the axis through the centre: P4mm unless it is in the centre.
    /// </summary>
    private static Structure Cube(string second, double z) =>
        new()
        {
            Id = "cube",
            Lattice = Lattice.FromParameters(4.2, 4.2, 4.2, 90, 90, 90),
            Sites = [Atom("Pb", 0, 0, 0), Atom(second, 0.5, 0.5, z)],
        };

    private static Site Atom(string symbol, double x, double y, double z) =>
        new(new Species(Elements.AtomicNumber(symbol)), new FractionalPosition(x, y, z));

    [Fact]
    public void Undistorted_AtomSlightlyOffCentre_GivesTheCubicParent()
    {
        var structure = Cube("Cl", 0.5 + 0.1 / 4.2);
        SymmetryFinder.Find(structure).SpaceGroupNumber.ShouldBe(99);
        ParentFinder.Undistorted(structure, 99, 0.25).ShouldNotBeNull().Setting.SpaceGroupNumber.ShouldBe(221);
    }

    [Fact]
    public void Undistorted_AtomFarOffCentre_HasNoParent() =>
        ParentFinder.Undistorted(Cube("Cl", 0.5 + 0.9 / 4.2), 99, 0.25).ShouldBeNull();

    [Fact]
    public void Undistorted_HydrogenAloneBreaksTheSymmetry_GivesTheParentWithoutIt()
    {
        var structure = Cube("Cl", 0.5) with { Sites = [.. Cube("Cl", 0.5).Sites, Atom("H", 0.5, 0.5, 0.8)] };
        SymmetryFinder.Find(structure).SpaceGroupNumber.ShouldBe(99);
        var parent = ParentFinder.Undistorted(structure, 99, 0.25).ShouldNotBeNull();
        (parent.Setting.SpaceGroupNumber, parent.AtomCount).ShouldBe((221, 2));
    }

    [Theory]
    [InlineData("Li", 221)] // 3 of 85 electrons may be disordered
    [InlineData("Cl", 0)] // 17 of 99 may not
    public void Framework_LightAtomOffCentre_IsTakenOut(string second, int expected)
    {
        var framework = ParentFinder.Framework(Cube(second, 0.5 + 0.9 / 4.2), 0.25, 0.4, 0.06);
        (framework?.Setting.SpaceGroupNumber ?? 0).ShouldBe(expected);
        if (framework is not null)
            framework.Sites.ShouldHaveSingleItem().Species.AtomicNumber.ShouldBe(82);
    }

    [Fact]
    public void Framework_SymmetricCrystal_IsNull() => ParentFinder.Framework(Cube("Li", 0.5), 0.25, 0.4, 0.06).ShouldBeNull();
}
