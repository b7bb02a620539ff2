namespace Debye.Techniques.Eis.Validation;

/// <summary>Whether <see cref="ZHit"/> smooths the phase by parabolas through five points each.</summary>
public enum PhaseSmoothing
{
    /// <summary>Where what the parabolas leave alternates from point to point, as noise does.</summary>
    WhereNoisy,

    /// <summary>Never.</summary>
    Never,

    /// <summary>Always.</summary>
    Always,
}
