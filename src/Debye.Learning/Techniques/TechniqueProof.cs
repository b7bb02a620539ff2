namespace Debye.Learning.Techniques;

/// <summary>What the conformance suite asks of a technique.</summary>
public abstract class TechniqueProof
{
    /// <summary>Whether there is a recipe that trains within seconds; without one, shipped models stand for the technique.</summary>
    public virtual bool HasSmallRecipe => false;

    /// <summary>A simulated measurement as plain numbers; the same seed gives the same ones.</summary>
    public abstract double[] Simulate(ulong seed);

    /// <summary>A measurement that every model of the technique can answer, of the type that it reads.</summary>
    public abstract object Probe(ulong seed);

    /// <summary>Writes data and a recipe that trains within seconds.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <returns>The recipe's file.</returns>
    /// <exception cref="NotSupportedException">There is none, see <see cref="HasSmallRecipe"/>.</exception>
    public virtual string WriteSmallRecipe(string folder) => throw new NotSupportedException("There is no small recipe.");
}
