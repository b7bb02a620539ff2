using System.Collections.Immutable;
using Debye.Numerics;

namespace Debye.Crystals.Sampling;

/// <summary>Which elements sit on which Wyckoff positions, before there is a cell.</summary>
internal sealed class SitePlan
{
    private const int MaxCollisions = 50;
    private readonly List<(int Element, WyckoffPosition Position)> _sites = [];

    public int Count => _sites.Count;

    /// <summary>Sum of the atoms' volumes, Å³.</summary>
    public double AtomicVolume { get; private set; }

    public int AtomCount { get; private set; }

    /// <summary>Largest covalent radius, Å.</summary>
    public double LargestRadius { get; private set; }

    public WyckoffPosition Position(int i) => _sites[i].Position;

    public double Radius(int i) => Radii.CovalentAngstrom(_sites[i].Element);

    /// <summary>Draws elements and sites; null when they cannot be drawn together.</summary>
    public static SitePlan? Draw(SpaceGroupModel model, int maxSites, int maxAtoms, ref RandomSource random)
    {
        var plan = new SitePlan();
        var elementCount = model.DrawElementCount(ref random);
        Span<int> used = stackalloc int[elementCount];
        for (var e = 0; e < elementCount; e++)
        {
            if (DrawNewElement(model, used[..e], ref random) is not { } element)
                return null;
            used[e] = element;
            if (!plan.AddSites(model, element, model.DrawRepetitions(ref random), ref random))
                return null;
            if (plan.Count > maxSites || plan.AtomCount > maxAtoms)
                return null;
        }

        // Fixed positions first, then the large orbits: what is hard to place is placed while there is room.
        plan._sites.Sort((a, b) => Difficulty(b).CompareTo(Difficulty(a)));
        return plan;
    }

    public ImmutableArray<IndependentSite> Sites(FractionalPosition[] positions)
    {
        var sites = ImmutableArray.CreateBuilder<IndependentSite>(Count);
        for (var i = 0; i < Count; i++)
            sites.Add(new IndependentSite(new Species(_sites[i].Element), _sites[i].Position, positions[i]));
        return sites.MoveToImmutable();
    }

    private static double Difficulty((int Element, WyckoffPosition Position) site) =>
        (site.Position.DegreesOfFreedom == 0 ? 1e6 : 0) + site.Position.Multiplicity * Math.Pow(Radii.CovalentAngstrom(site.Element), 3);

    private static int? DrawNewElement(SpaceGroupModel model, ReadOnlySpan<int> used, ref RandomSource random)
    {
        for (var t = 0; t < MaxCollisions; t++)
        {
            var element = model.DrawElement(ref random);
            if (!used.Contains(element))
                return element;
        }

        return null;
    }

    private bool AddSites(SpaceGroupModel model, int element, int repetitions, ref RandomSource random)
    {
        var before = Count;
        var collisions = 0;
        for (var r = 0; r < repetitions && collisions < MaxCollisions; r++)
        {
            var position = model.DrawPosition(ref random);
            if (position.DegreesOfFreedom == 0 && _sites.Exists(site => ReferenceEquals(site.Position, position)))
            {
                collisions++;
                r--;
                continue;
            }

            _sites.Add((element, position));
            AtomCount += position.Multiplicity;
            AtomicVolume += position.Multiplicity * Radii.AtomicVolumeAngstrom3(element);
            LargestRadius = Math.Max(LargestRadius, Radii.CovalentAngstrom(element));
        }

        return Count > before;
    }
}
