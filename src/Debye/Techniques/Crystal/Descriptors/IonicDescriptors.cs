using Debye.Crystals;

namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>
/// The crystal as ions: oxidation states, electrons left on the cations, electrostatic potentials, charge-transfer energies.
/// </summary>
/// <remarks>
/// Source of the charge-transfer energy: J. Zaanen and G. A. Sawatzky, Can. J. Phys. 65, 1262 (1987), doi 10.1139/p87-201.
/// </remarks>
internal static class IonicDescriptors
{
    public static void Add(CrystalSites crystal, DescriptorList list)
    {
        var states = OxidationStates.Guess([.. crystal.Composition.Select(part => (part.AtomicNumber, part.Share))]);
        list.Add("neutral as ions", states is null ? 0 : 1);
        var ions = crystal.Composition.Select((part, i) => (Number: part.AtomicNumber, part.Share, State: states?[i])).ToArray();
        var (cations, anions) = (ions.Where(ion => ion.State > 0).ToArray(), ions.Where(ion => ion.State < 0).ToArray());
        Statistics("cation state", cations, ion => ion.State!.Value);
        Statistics("anion state", anions, ion => ion.State!.Value);
        Statistics("cation electronegativity", cations, ion => Elements.Electronegativity(ion.Number));
        Statistics("anion electronegativity", anions, ion => Elements.Electronegativity(ion.Number));
        Statistics("d electrons left", cations, ion => Left(ion.Number, ion.State!.Value, 3));
        Statistics("f electrons left", cations, ion => Left(ion.Number, ion.State!.Value, 4));
        Statistics(
            "lone pair",
            cations,
            ion => ElementProperties.Of(ion.Number).Group is >= 13 and var group && ion.State == (int)group - 12 ? 1 : 0
        );
        Statistics("open d shell left", cations, ion => Left(ion.Number, ion.State!.Value, 3) is > 0 and < 10 ? 1 : 0);
        Statistics("last ionisation energy", cations, ion => Ionisation(ion.Number, ion.State!.Value - 1));
        Statistics("next ionisation energy", cations, ion => Ionisation(ion.Number, ion.State!.Value));
        Potentials(crystal, states, list);

        void Statistics(
            string name,
            (int Number, double Share, int? State)[] some,
            Func<(int Number, double Share, int? State), double> of
        ) => list.AddStatistics(name, Array.ConvertAll(some, ion => of(ion)), Array.ConvertAll(some, ion => ion.Share));
    }

    private static void Potentials(CrystalSites crystal, int[]? states, DescriptorList list)
    {
        var (orbits, numbers) = (crystal.Orbits.Count, crystal.Composition.Select(part => part.AtomicNumber).ToArray());
        var charges = Array.ConvertAll(crystal.Numbers, number => (double)(states?[Array.IndexOf(numbers, number)] ?? 0));
        var potentials = states is null
            ? [.. Enumerable.Repeat(double.NaN, orbits)]
            : SitePotentials.At(crystal.Structure, charges, crystal.Orbits.First, crystal.Finder);
        var ofOrbit = Array.ConvertAll(crystal.Orbits.First, site => charges[site]);
        Statistics("potential of cations", charge => charge > 0);
        Statistics("potential of anions", charge => charge < 0);
        list.Add(
            "electrostatic energy per site",
            Enumerable.Range(0, orbits).Sum(n => 0.5 * crystal.Weights[n] * ofOrbit[n] * potentials[n])
        );
        var (least, bound) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var a = 0; a < orbits; a++)
        for (var c = 0; c < orbits; c++)
        {
            if (!(ofOrbit[a] < 0 && ofOrbit[c] > 0))
                continue;
            var energy =
                potentials[a]
                - potentials[c]
                + ElementProperties.Of(crystal.NumberOf(a)).ElectronAffinityEv
                - Ionisation(crystal.NumberOf(c), (int)ofOrbit[c] - 1);
            least = Math.Min(least, energy);
            var distance = crystal
                .Neighbours[a]
                .Where(near => crystal.Orbits.OfSite[near.Site] == c)
                .Select(near => near.DistanceAngstrom)
                .DefaultIfEmpty(double.NaN)
                .First();
            if (energy - (SitePotentials.CoulombEvAngstrom / distance) is var local && local < bound)
                bound = local;
        }

        list.Add("charge-transfer energy", least);
        list.Add("local charge-transfer energy", bound);

        void Statistics(string name, Func<double, bool> isMember)
        {
            var members = Enumerable.Range(0, orbits).Where(n => isMember(ofOrbit[n])).ToArray();
            list.AddStatistics(name, Array.ConvertAll(members, n => potentials[n]), Array.ConvertAll(members, n => crystal.Weights[n]));
        }
    }

    private static double Ionisation(int number, int removed) =>
        ElementProperties.Of(number).IonisationEnergiesEv is var energies && removed >= 0 && removed < energies.Length
            ? energies[removed]
            : double.NaN;

    /// <summary>
    /// Electrons left in the d or f shell (angular momentum 2 or 3, given plus one) of an ion that gave its outer electrons first; NaN
    /// where the atom has no such open shell.
    /// </summary>
    private static double Left(int number, int state, int shell)
    {
        var electrons = ElementProperties.Of(number).ValenceElectrons;
        var own = electrons[shell - 1];
        if (own == 0 || (shell == 3 && electrons[1] > 0) || (shell == 4 && ElementProperties.Of(number).Group != 3))
            return double.NaN;
        var outer = electrons[0] + electrons[1] + (shell == 4 ? electrons[2] : 0);
        return Math.Clamp(own - Math.Max(0, state - outer), 0, own);
    }
}
