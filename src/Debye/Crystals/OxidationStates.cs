namespace Debye.Crystals;

/// <summary>Guesses oxidation states from a composition alone.</summary>
public static class OxidationStates
{
    private const int MostCombinations = 200_000;

    /// <summary>
    /// One state for each element so that the crystal is neutral: of all ways with common states (or, where there is none, with any known
    /// states) the one that gives electrons most to electronegative elements.
    /// </summary>
    /// <param name="amounts">Atomic numbers 1…100, each once, with their amounts, above 0.</param>
    /// <returns>A state for each element in the same order; null where no way is neutral.</returns>
    public static int[]? Guess(IReadOnlyList<(int AtomicNumber, double Amount)> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        return Best(amounts, element => element.CommonOxidationStates) ?? Best(amounts, element => element.OxidationStates);
    }

    private static int[]? Best(
        IReadOnlyList<(int AtomicNumber, double Amount)> amounts,
        Func<ElementProperties, IReadOnlyList<int>> statesOf
    )
    {
        var choices = amounts.Select(part => statesOf(ElementProperties.Of(part.AtomicNumber))).ToArray();
        if (
            choices.Any(states => states.Count == 0)
            || choices.Aggregate(1.0, (product, states) => product * states.Count) > MostCombinations
        )
            return null;
        var (best, score) = ((int[]?)null, double.NegativeInfinity);
        var current = new int[choices.Length];
        Try(0, 0, 0);
        return best;

        void Try(int element, double charge, double gain)
        {
            if (element == choices.Length)
            {
                if (Math.Abs(charge) < 1e-6 && gain > score)
                    (best, score) = ((int[])current.Clone(), gain);
                return;
            }

            var (number, amount) = amounts[element];
            var electronegativity = Elements.Electronegativity(number) is var x && double.IsNaN(x) ? 0 : x;
            foreach (var state in choices[element])
            {
                current[element] = state;
                Try(element + 1, charge + (amount * state), gain - (amount * state * electronegativity));
            }
        }
    }
}
